using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class A_recovery_that_fails()
    : PersistenceSpec("akka.persistence.journal.scripted.recovery-event-timeout = 1s")
{
    [Fact]
    public void A_journal_that_cannot_read_stops_the_actor()
    {
        var id = PersistenceId + "-broken";
        var actor = Start(id, new Recovery());
        ExpectMsg("recovered");
        actor.Tell(new Do(a => a.Persist("one", e => a.Say(e))));
        ExpectMsg("one");
        Stop(actor);

        var next = Watch(Start(id));

        ExpectMsg("recovery failed IOException");
        ExpectTerminated(next);
    }

    [Fact]
    public void A_handler_that_throws_stops_the_actor_and_no_later_event_is_replayed()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one", "two", "three");
        Stop(actor);

        var next = Watch(Sys.ActorOf(Props.Create(() => new Fragile(PersistenceId, TestActor))));

        ExpectMsgs("replayed one", "recovery failed FormatException two");
        ExpectTerminated(next);
    }

    private sealed class Fragile(string persistenceId, IActorRef probe)
        : Scripted(persistenceId, probe)
    {
        protected override void OnReplayed(object e)
        {
            if (e is "two")
            {
                throw new FormatException();
            }

            base.OnReplayed(e);
        }
    }

    [Fact]
    public void A_journal_that_falls_silent_stops_the_actor_after_the_time_out()
    {
        var id = PersistenceId + "-held";
        var actor = Start(id);
        actor.Tell(new Do(a => a.Persist("one", e => a.Say(e))));
        ExpectMsgs("recovered", "one");
        Stop(actor);

        var next = Watch(Start(id));

        ExpectMsg("recovery failed RecoveryTimedOutException", TimeSpan.FromSeconds(10));
        ExpectTerminated(next);
    }
}
