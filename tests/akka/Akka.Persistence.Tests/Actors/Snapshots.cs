using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class Snapshots : PersistenceSpec
{
    private IActorRef StartWithSnapshotAtTwo()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one", "two");
        actor.Tell(new Do(a => a.SaveSnapshot("state")));
        ExpectMsg<SaveSnapshotSuccess>().Metadata.SequenceNr.ShouldBe(2);
        PersistAndWait(actor, "three");
        return actor;
    }

    [Fact]
    public void Recovery_starts_from_the_latest_snapshot()
    {
        var actor = StartWithSnapshotAtTwo();

        var next = StartAgain(actor);

        ExpectMsgs("offered state", "replayed three", "recovered");
        next.Tell(new Do(a => a.Say($"{a.LastSequenceNr} {a.SnapshotSequenceNr}")));
        ExpectMsg("3 3");
    }

    [Fact]
    public void Recovery_without_snapshots_replays_all_events()
    {
        var actor = StartWithSnapshotAtTwo();

        StartAgain(actor, new Recovery(SnapshotSelectionCriteria.None));

        ExpectMsgs("replayed one", "replayed two", "replayed three", "recovered");
    }

    [EngineFact(
        "Later versions of Akka.NET replay what is younger than the snapshot all the same."
    )]
    public void An_actor_that_knows_no_snapshots_gets_all_events_instead()
    {
        Stop(StartWithSnapshotAtTwo());

        Sys.ActorOf(Props.Create(() => new Ignorant(PersistenceId, TestActor)));

        ExpectMsgs("one", "two", "three");
    }

    private sealed class Ignorant : ReceivePersistentActor
    {
        public Ignorant(string persistenceId, IActorRef probe)
        {
            PersistenceId = persistenceId;
            Recover<string>(e => probe.Tell(e));
        }

        public override string PersistenceId { get; }
    }

    [Fact]
    public void Numbers_go_on_after_a_snapshot_whose_events_are_in_no_journal()
    {
        var metadata = new SnapshotMetadata(PersistenceId, 5, DateTime.UtcNow);
        Persistence
            .Instance.Apply(Sys)
            .SnapshotStoreFor(null)
            .Tell(new SaveSnapshot(metadata, "state"), TestActor);
        ExpectMsg<SaveSnapshotSuccess>();

        var actor = Start();

        ExpectMsgs("offered state", "recovered");
        actor.Tell(new Do(a => a.Persist("six", e => a.Say($"{e} {a.LastSequenceNr}"))));
        ExpectMsg("six 6");
    }

    [Fact]
    public void Recovery_takes_the_snapshot_that_was_asked_for()
    {
        var actor = StartWithSnapshotAtTwo();
        actor.Tell(new Do(a => a.SaveSnapshot("later state")));
        ExpectMsg<SaveSnapshotSuccess>();

        StartAgain(actor, new Recovery(new SnapshotSelectionCriteria(2)));

        ExpectMsgs("offered state", "replayed three", "recovered");
    }

    [Fact]
    public void A_snapshot_of_all_events_outlives_their_deletion()
    {
        var actor = StartWithSnapshotAtTwo();
        actor.Tell(new Do(a => a.DeleteMessages(2)));
        ExpectMsg<DeleteMessagesSuccess>();

        StartAgain(actor);

        ExpectMsgs("offered state", "replayed three", "recovered");
    }

    [Fact]
    public void A_deleted_snapshot_is_not_offered()
    {
        var actor = StartWithSnapshotAtTwo();
        actor.Tell(new Do(a => a.DeleteSnapshot(2)));
        ExpectMsg<DeleteSnapshotSuccess>().Metadata.SequenceNr.ShouldBe(2);

        StartAgain(actor);

        ExpectMsgs("replayed one", "replayed two", "replayed three", "recovered");
    }

    [Fact]
    public void Snapshots_are_deleted_by_criteria()
    {
        var actor = StartWithSnapshotAtTwo();
        actor.Tell(new Do(a => a.DeleteSnapshots(SnapshotSelectionCriteria.Latest)));
        ExpectMsg<DeleteSnapshotsSuccess>();

        StartAgain(actor);

        ExpectMsgs("replayed one", "replayed two", "replayed three", "recovered");
    }

    [Fact]
    public void A_snapshot_is_loaded_on_request()
    {
        var actor = StartWithSnapshotAtTwo();

        actor.Tell(
            new Do(a =>
                a.LoadSnapshot(a.PersistenceId, SnapshotSelectionCriteria.Latest, long.MaxValue)
            )
        );

        ExpectMsg<LoadSnapshotResult>().Snapshot.Snapshot.ShouldBe("state");
    }
}
