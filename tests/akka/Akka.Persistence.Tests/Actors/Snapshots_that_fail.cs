using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class Snapshots_that_fail() : PersistenceSpec("", RefusingSnapshotStore.Config)
{
    [Fact]
    public void One_that_cannot_be_loaded_stops_the_actor()
    {
        var actor = Watch(Start($"{PersistenceId}-{RefusingSnapshotStore.Unreadable}"));

        ExpectMsg("recovery failed InvalidDataException");
        ExpectTerminated(actor);
    }

    [Fact]
    public void One_that_cannot_be_saved_is_reported_and_the_actor_goes_on()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one");

        actor.Tell(new Do(a => a.SaveSnapshot("state")));

        var failure = ExpectMsg<SaveSnapshotFailure>();
        failure.Metadata.SequenceNr.ShouldBe(1);
        failure.Cause.ShouldBeOfType<IOException>();
        PersistAndWait(actor, "two");
    }

    [Fact]
    public void One_that_cannot_be_deleted_is_reported()
    {
        var actor = StartNew();

        actor.Tell(new Do(a => a.DeleteSnapshot(7)));
        ExpectMsg<DeleteSnapshotFailure>().Metadata.SequenceNr.ShouldBe(7);

        actor.Tell(new Do(a => a.DeleteSnapshots(new SnapshotSelectionCriteria(9))));
        ExpectMsg<DeleteSnapshotsFailure>().Criteria.MaxSequenceNr.ShouldBe(9);
    }
}
