using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class Without_a_snapshot_store()
    : PersistenceSpec("", """akka.persistence.snapshot-store.plugin = "" """)
{
    [Fact]
    public void An_actor_recovers_from_its_events()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one");

        StartAgain(actor);

        ExpectMsgs("replayed one", "recovered");
    }

    [Fact]
    public void A_snapshot_cannot_be_saved_and_the_actor_goes_on()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one");

        actor.Tell(new Do(a => a.SaveSnapshot("state")));

        ExpectMsg<SaveSnapshotFailure>().Metadata.SequenceNr.ShouldBe(1);
        PersistAndWait(actor, "two");
    }
}
