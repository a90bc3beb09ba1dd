using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

/// <summary>Guards I11: an append whose outcome is unknown stops the actor.</summary>
public sealed class A_write_that_fails : PersistenceSpec
{
    [Fact]
    public void The_actor_hears_of_it_and_is_stopped()
    {
        var actor = StartNew();
        Watch(actor);

        actor.Tell(new Do(a => a.Persist("fail", e => a.Say(e))));

        ExpectMsg("failed fail 1 disk on fire");
        ExpectTerminated(actor);
    }

    [Fact]
    public void No_later_handler_runs_and_no_later_command_is_received()
    {
        var actor = StartNew();
        Watch(actor);

        actor.Tell(
            new Do(a =>
            {
                a.Persist("fail", e => a.Say(e));
                a.Persist("later", e => a.Say(e));
                a.DeferAsync("deferred", e => a.Say(e));
            })
        );
        actor.Tell("command");

        ExpectMsg("failed fail 1 disk on fire");
        ExpectTerminated(actor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void The_supervisor_sees_a_stop_and_no_failure()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(PersistenceId, TestActor)));
        ExpectMsg("recovered");

        parent.Tell(new Do(a => a.Persist("fail", e => a.Say(e))));

        ExpectMsg("failed fail 1 disk on fire");
        ExpectMsg("child terminated");
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    private sealed class Parent : ReceiveActor
    {
        private readonly IActorRef _probe;

        public Parent(string persistenceId, IActorRef probe)
        {
            _probe = probe;
            var child = Context.ActorOf(Scripted.Props(persistenceId, probe));
            Context.Watch(child);
            Receive<Terminated>(_ => probe.Tell("child terminated"));
            ReceiveAny(message => child.Forward(message));
        }

        protected override SupervisorStrategy SupervisorStrategy() =>
            new OneForOneStrategy(_ =>
            {
                _probe.Tell("child failed");
                return Directive.Restart;
            });
    }

    [Fact]
    public void Commands_that_waited_become_dead_letters()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(Akka.Event.DeadLetter));
        var actor = StartNew();
        Watch(actor);

        actor.Tell(new Do(a => a.Persist($"hold:{PersistenceId}", _ => { })));
        actor.Tell("first");
        actor.Tell("second");
        actor.Tell(new Do(a => a.StopItself()));
        actor.Tell("third");
        ScriptedJournal.Release(PersistenceId);

        ExpectMsgs("first", "second");
        ExpectTerminated(actor);
        letters
            .FishForMessage<Akka.Event.DeadLetter>(letter => letter.Message is "third")
            .Recipient.ShouldBe(actor);
    }

    [Fact]
    public void The_next_incarnation_recovers_what_was_stored_before()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one", "two");
        Watch(actor);
        actor.Tell(new Do(a => a.Persist("fail", e => a.Say(e))));
        ExpectMsg("failed fail 3 disk on fire");
        ExpectTerminated(actor);

        var next = Start();

        ExpectMsgs("replayed one", "replayed two", "recovered");
        next.Tell(new Do(a => a.Persist("three", e => a.Say($"{e} {a.LastSequenceNr}"))));
        ExpectMsg("three 3");
    }

    [Fact]
    public void Nothing_is_stored_behind_a_write_whose_outcome_is_open()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one");

        actor.Tell(
            new Do(a =>
            {
                a.PersistAsync($"hold:{PersistenceId}", e => a.Say(e));
                a.PersistAsync("fail", e => a.Say(e));
            })
        );
        actor.Tell(new Do(a => a.PersistAsync("later", e => a.Say(e))));
        actor.Tell("waiting");
        ExpectMsg("waiting");
        Watch(actor);
        ScriptedJournal.Release(PersistenceId);

        // All events of the first command were one request, and none of it is stored.
        ExpectMsg<string>().ShouldStartWith("failed ");
        ExpectTerminated(actor);
        Start();
        ExpectMsgs("replayed one", "recovered");
    }

    [Fact]
    public void A_refused_event_is_reported_and_the_actor_goes_on()
    {
        var actor = StartNew();

        actor.Tell(new Do(a => a.Persist("reject", e => a.Say(e))));
        actor.Tell(new Do(a => a.Persist("next", e => a.Say(e))));

        ExpectMsgs("rejected reject 1 not liked", "next");
    }
}
