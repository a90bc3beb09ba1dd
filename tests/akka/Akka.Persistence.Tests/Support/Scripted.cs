using Akka.Actor;

namespace Akka.Persistence.Tests.Support;

/// <summary>Has the actor do something as a command.</summary>
public sealed record Do(Action<Scripted> Action);

/// <summary>The same, asynchronously.</summary>
public sealed record DoAsync(Func<Scripted, Task> Action);

/// <summary>A persistent actor that tells a probe what it sees, and does what tests tell it.</summary>
public class Scripted : ReceivePersistentActor
{
    public Scripted(string persistenceId, IActorRef probe, Recovery? recovery = null)
    {
        PersistenceId = persistenceId;
        Probe = probe;
        Recovery = recovery ?? Recovery.Default;
        Recover<SnapshotOffer>(offer => Say($"offered {offer.Snapshot}"));
        Recover<RecoveryCompleted>(_ => OnRecovered());
        RecoverAny(e => OnReplayed(e));
        Command<Do>(command => command.Action(this));
        CommandAsync<DoAsync>(command => command.Action(this));
        CommandAny(message => Say(message));
    }

    public override string PersistenceId { get; }

    public override Recovery Recovery { get; }

    public IActorRef Probe { get; }

    public IActorRef CurrentSender => Sender;

    public static Props Props(string persistenceId, IActorRef probe, Recovery? recovery = null) =>
        Akka.Actor.Props.Create(() => new Scripted(persistenceId, probe, recovery));

    public void Say(object message) => Probe.Tell(message, Self);

    public void StopItself() => Context.Stop(Self);

    public void SetTimeout(TimeSpan? timeout) => SetReceiveTimeout(timeout);

    public void BecomeOther(Action<Scripted> declare) => Become(() => declare(this));

    public void OnCommand<T>(Action<T> handler) => Command(handler);

    protected virtual void OnRecovered() => Say("recovered");

    protected virtual void OnReplayed(object e) => Say($"replayed {e}");

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Say($"failed {@event} {sequenceNr} {cause.Message}");

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Say($"rejected {@event} {sequenceNr} {cause.Message}");

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Say($"recovery failed {reason.GetType().Name} {message}".TrimEnd());
}
