using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>
/// The reference of an actor that runs on the thread of whoever sends to it, and whose instance
/// can be looked at.
/// </summary>
public abstract class TestActorRefBase<TActor> : IInternalActorRef
    where TActor : ActorBase
{
    private readonly LocalActorRef _internalRef;

    /// <summary>Makes the actor.</summary>
    protected TestActorRefBase(
        ActorSystem system,
        Props actorProps,
        IActorRef? supervisor = null,
        string? name = null
    )
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(actorProps);
        if (string.IsNullOrEmpty(actorProps.Deploy.Dispatcher))
        {
            actorProps = actorProps.WithDispatcher(CallingThreadDispatcher.Id);
        }
        _internalRef = (LocalActorRef)(
            supervisor is LocalActorRef parent
                ? parent.Cell.AttachChild(actorProps, false, name)
                : system.ActorOf(actorProps, name)
        );
    }

    /// <summary>The actor's instance, as it is now.</summary>
    public TActor UnderlyingActor => (TActor)_internalRef.Cell.Actor!;

    /// <summary>The actor's own reference.</summary>
    public IActorRef Ref => _internalRef;

    /// <inheritdoc/>
    public ActorPath Path => _internalRef.Path;

    bool IActorRefScope.IsLocal => true;

    IInternalActorRef IInternalActorRef.Parent => _internalRef.Parent;

    IActorRefProvider IInternalActorRef.Provider => _internalRef.Provider;

    bool IInternalActorRef.IsTerminated => _internalRef.IsTerminated;

    /// <summary>Sends a message, without a sender.</summary>
    public void Tell(object message) => _internalRef.Tell(message, ActorRefs.NoSender);

    /// <summary>Sends a message.</summary>
    public void Tell(object message, IActorRef sender) => _internalRef.Tell(message, sender);

    /// <summary>Forwards a message that this thread's actor is handling.</summary>
    public void Forward(object message) =>
        _internalRef.Tell(message, ActorCell.GetCurrentSenderOrNoSender());

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message, IActorRef sender) =>
        _internalRef.SendSystemMessage(message);

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message) =>
        _internalRef.SendSystemMessage(message);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => _internalRef.CompareTo(obj);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => _internalRef.Equals(obj);

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) => _internalRef.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _internalRef.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => _internalRef.ToString();

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => _internalRef.CompareTo(other);

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => _internalRef.ToSurrogate(system);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => _internalRef.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) =>
        _internalRef.Resume(causedByFailure);

    void IInternalActorRef.Start() => _internalRef.Start();

    void IInternalActorRef.Stop() => _internalRef.Stop();

    void IInternalActorRef.Restart(Exception cause) => _internalRef.Restart(cause);

    void IInternalActorRef.Suspend() => _internalRef.Suspend();
}

/// <inheritdoc/>
public class TestActorRef<TActor> : TestActorRefBase<TActor>
    where TActor : ActorBase
{
    /// <summary>Makes the actor.</summary>
    public TestActorRef(
        ActorSystem system,
        Props actorProps,
        IActorRef? supervisor = null,
        string? name = null
    )
        : base(system, actorProps, supervisor, name) { }
}
