using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// An actor: handles one message at a time, and nobody but its own code sees its state. Instances are only
/// made by the runtime, from <see cref="Props"/>.
/// </summary>
public abstract partial class ActorBase : IInternalActor
{
    private readonly ActorCell _cell;

    protected ActorBase()
    {
        _cell =
            InternalCurrentActorCellKeeper.Current
            ?? throw new ActorInitializationException(
                $"You cannot create an instance of [{GetType().FullName}] explicitly using the constructor (new). "
                    + "You have to use one of the 'actorOf' factory methods to create an actor."
            );
        _cell.Adopted = true;
    }

    IActorContext IInternalActor.ActorContext => _cell;

    /// <summary>Handles everything and does nothing.</summary>
    protected static Receive EmptyReceive { get; } = static _ => false;

    /// <summary>The context of the actor that runs here.</summary>
    /// <exception cref="NotSupportedException">No actor does, as after an await outside of its context.</exception>
    protected static IActorContext Context => CurrentCell;

    protected IActorRef Self => _cell.Self;

    /// <summary>Who sent the current message; the dead letters when nobody did.</summary>
    protected IActorRef Sender => _cell.Sender;

    private protected ActorCell Cell => _cell;

    private protected static ActorCell CurrentCell =>
        InternalCurrentActorCellKeeper.Current
        ?? throw new NotSupportedException(
            "There is no active ActorContext, this is most likely due to use of async operations from within this actor."
        );

    /// <summary>Handles a message; false leaves it to <see cref="Unhandled"/>.</summary>
    protected abstract bool Receive(object message);

    /// <summary>Runs the current behaviour; what is derived may do something before or after it.</summary>
    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        if (receive(message))
            return true;
        Unhandled(message);
        return false;
    }

    /// <summary>
    /// Publishes an <see cref="UnhandledMessage"/>; an unhandled <see cref="Terminated"/> throws
    /// <see cref="DeathPactException"/>.
    /// </summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        _cell.SystemImpl.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Handles messages by <paramref name="receive"/> from now on.</summary>
    protected void Become(Receive receive) => _cell.Become(receive);

    /// <summary>The same, and the present handler comes back after <see cref="UnbecomeStacked"/>.</summary>
    protected void BecomeStacked(Receive receive) => _cell.BecomeStacked(receive);

    protected void UnbecomeStacked() => _cell.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => _cell.SetReceiveTimeout(timeout);

    internal bool ReceiveDirectly(object message)
    {
        if (Receive(message))
            return true;
        Unhandled(message);
        return false;
    }

    internal Receive ReceiveAsDelegate() => Receive;

    /// <summary>Stands for <see cref="ReceiveDirectly"/> where a class knows it.</summary>
    internal static Receive DefaultBehaviour { get; } =
        static _ => throw new NotSupportedException("Not to be called.");
}
