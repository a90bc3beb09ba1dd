using Akka.Actor;
using Akka.Actor.Internal;
using Kind = Akka.Actor.MessageHandlers.HandlerKind;

namespace Akka.Persistence;

/// <summary>
/// A persistent actor whose handlers are declared by message type, in its constructor and in the
/// action given to <see cref="Become(Action)" />. The first handler that fits takes the message.
/// </summary>
public abstract partial class ReceivePersistentActor : UntypedPersistentActor, IInitializableActor
{
    private readonly MessageHandlers _recover = new();
    private readonly MessageHandlers _commands = new();
    private MessageHandlers? _declared;

    /// <summary>Creates the actor; handlers are declared in derived constructors.</summary>
    protected ReceivePersistentActor()
    {
        _declared = _commands;
    }

    void IInitializableActor.Init() => _declared = null;

    /// <inheritdoc />
    protected sealed override bool ReceiveCommand(object message) => _commands.TryHandle(message);

    /// <inheritdoc />
    protected sealed override bool ReceiveRecover(object message) => _recover.TryHandle(message);

    /// <summary>Not called: the declared handlers receive.</summary>
    protected sealed override void OnCommand(object message) => ReceiveCommand(message);

    /// <summary>Not called: the declared handlers receive.</summary>
    protected sealed override void OnRecover(object message) => ReceiveRecover(message);

    /// <summary>Receives further commands with the handlers that the action declares.</summary>
    protected void Become(Action configure)
    {
        var handlers = Declare(configure);
        base.Become((Receive)handlers.TryHandle);
    }

    /// <summary>The same, until <see cref="ActorBase.UnbecomeStacked" />.</summary>
    protected void BecomeStacked(Action configure)
    {
        var handlers = Declare(configure);
        base.BecomeStacked((Receive)handlers.TryHandle);
    }

    private MessageHandlers Declare(Action configure)
    {
        var outer = _declared;
        var handlers = new MessageHandlers();
        _declared = handlers;
        try
        {
            configure();
        }
        finally
        {
            _declared = outer;
        }

        return handlers;
    }

    private MessageHandlers Declaring() =>
        _declared
        ?? throw new InvalidOperationException(
            "Handlers are declared in the constructor and in the action given to Become."
        );
}
