using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class Deleting_events : PersistenceSpec
{
    [Fact]
    public void Those_up_to_a_number_are_replayed_no_more()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one", "two", "three");

        actor.Tell(new Do(a => a.DeleteMessages(2)));

        ExpectMsg<DeleteMessagesSuccess>().ToSequenceNr.ShouldBe(2);
        StartAgain(actor);
        ExpectMsgs("replayed three", "recovered");
    }

    [Fact]
    public void All_are_deleted_when_no_number_is_meant()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one", "two");

        actor.Tell(new Do(a => a.DeleteMessages(long.MaxValue)));

        ExpectMsg<DeleteMessagesSuccess>();
        StartAgain(actor);
        ExpectMsg("recovered");
    }

    [Fact]
    public void A_number_that_is_not_reached_yet_is_a_failure_and_deletes_nothing()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one", "two");

        actor.Tell(new Do(a => a.DeleteMessages(3)));

        ExpectMsg<DeleteMessagesFailure>().ToSequenceNr.ShouldBe(3);
        StartAgain(actor);
        ExpectMsgs("replayed one", "replayed two", "recovered");
    }
}
