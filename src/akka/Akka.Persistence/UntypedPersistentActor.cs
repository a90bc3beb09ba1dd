using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A persistent actor that handles messages by hand.</summary>
public abstract class UntypedPersistentActor : Eventsourced
{
    /// <summary>The actor's context.</summary>
    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;

    /// <summary>Receives events during recovery, and <see cref="SnapshotOffer" /> and <see cref="RecoveryCompleted" />.</summary>
    protected abstract void OnRecover(object message);

    /// <summary>Receives commands.</summary>
    protected abstract void OnCommand(object message);

    /// <inheritdoc />
    protected override bool Receive(object message) => ReceiveCommand(message);

    /// <inheritdoc />
    protected override bool ReceiveCommand(object message)
    {
        OnCommand(message);
        return true;
    }

    /// <inheritdoc />
    protected override bool ReceiveRecover(object message)
    {
        OnRecover(message);
        return true;
    }

    /// <summary>Receives further commands with another handler.</summary>
    protected void Become(UntypedReceive receive) => Context.Become(receive);

    /// <summary>The same, until <see cref="ActorBase.UnbecomeStacked" />.</summary>
    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);
}
