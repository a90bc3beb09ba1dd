using Akka.Actor;

namespace Akka.Persistence.Sql.Tests.Fixtures;

/// <summary>A persistent actor that stores texts and tells what it has.</summary>
public class Recorder : ReceivePersistentActor
{
    private readonly List<string> _texts = [];

    public Recorder(string persistenceId, IActorRef? observer = null)
    {
        PersistenceId = persistenceId;
        Recover<string>(_texts.Add);
        Recover<SnapshotOffer>(offer =>
        {
            _texts.Clear();
            _texts.AddRange(((string)offer.Snapshot).Split('\n'));
        });

        Command<Store>(store =>
        {
            var sender = Sender;
            var left = store.Texts.Length;
            PersistAll(
                store.Texts,
                text =>
                {
                    _texts.Add(text);
                    if (--left == 0)
                        sender.Tell(new Stored(LastSequenceNr));
                }
            );
        });
        Command<StoreAnything>(store =>
        {
            var sender = Sender;
            Persist(store.Event, _ => sender.Tell(new Stored(LastSequenceNr)));
        });
        Command<Ask>(_ => Sender.Tell(new Told(_texts.ToArray(), LastSequenceNr)));
        Command<Forget>(forget =>
        {
            observer = Sender;
            DeleteMessages(forget.ToSequenceNr);
        });
        Command<Photograph>(_ =>
        {
            observer = Sender;
            SaveSnapshot(string.Join('\n', _texts));
        });
        Command<Discard>(discard =>
        {
            observer = Sender;
            DeleteSnapshots(discard.Criteria);
        });
        CommandAny(message => observer?.Tell(message));
    }

    public override string PersistenceId { get; }

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Context.System.EventStream.Publish(new RecoveryFailed(PersistenceId, reason));

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Context.System.EventStream.Publish(new PersistFailed(PersistenceId, cause));

    public sealed record Store(params string[] Texts);

    public sealed record StoreAnything(object Event);

    public sealed record Stored(long SequenceNr);

    public sealed record Ask;

    public sealed record Told(string[] Texts, long SequenceNr);

    public sealed record Forget(long ToSequenceNr);

    public sealed record Photograph;

    public sealed record Discard(SnapshotSelectionCriteria Criteria);

    public sealed record RecoveryFailed(string PersistenceId, Exception Cause);

    public sealed record PersistFailed(string PersistenceId, Exception Cause);
}
