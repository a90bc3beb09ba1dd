using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class Persisting_an_event : PersistenceSpec
{
    [Fact]
    public void The_handler_gets_the_event_with_its_number()
    {
        var actor = StartNew();

        actor.Tell(new Do(a => a.Persist("one", e => a.Say($"{e} {a.LastSequenceNr}"))));
        actor.Tell(new Do(a => a.Persist("two", e => a.Say($"{e} {a.LastSequenceNr}"))));

        ExpectMsgs("one 1", "two 2");
    }

    [Fact]
    public void The_handler_runs_with_the_sender_of_the_command()
    {
        var actor = StartNew();
        var (first, second) = (CreateTestProbe(), CreateTestProbe());
        var both = new Do(a => a.PersistAsync("x", e => a.CurrentSender.Tell(e)));

        actor.Tell(both, first.Ref);
        actor.Tell(both, second.Ref);

        first.ExpectMsg("x");
        second.ExpectMsg("x");
    }

    [Fact]
    public void Commands_wait_until_the_handler_has_run()
    {
        var actor = StartNew();

        actor.Tell(new Do(a => a.Persist($"hold:{PersistenceId}", _ => a.Say("handled"))));
        actor.Tell("a");
        actor.Tell("b");
        actor.Tell("c");
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        ScriptedJournal.Release(PersistenceId);

        ExpectMsgs("handled", "a", "b", "c");
    }

    [Fact]
    public void Commands_that_persist_keep_their_order_with_those_that_do_not()
    {
        var actor = StartNew();
        for (var n = 0; n < 500; n++)
        {
            var text = $"{n}";
            if (n % 3 == 0)
            {
                actor.Tell(text);
            }
            else
            {
                actor.Tell(new Do(a => a.Persist(text, e => a.Say(e))));
            }
        }

        for (var n = 0; n < 500; n++)
        {
            ExpectMsg($"{n}");
        }
    }

    [Fact]
    public void Several_events_of_one_command_are_handled_in_their_order_before_the_next_command()
    {
        var actor = StartNew();

        actor.Tell(
            new Do(a =>
            {
                a.Persist("one", e => a.Say(e));
                a.Persist(2, e => a.Say($"{e}"));
                a.PersistAll(["three", "four"], e => a.Say(e));
            })
        );
        actor.Tell("next");

        ExpectMsgs("one", "2", "three", "four", "next");
    }

    [Fact]
    public void A_handler_may_persist_too_and_commands_wait_for_that_as_well()
    {
        var actor = StartNew();

        actor.Tell(
            new Do(a =>
                a.Persist(
                    "outer",
                    _ =>
                    {
                        a.Say("outer");
                        a.Persist("inner", _ => a.Persist("innermost", e => a.Say(e)));
                    }
                )
            )
        );
        actor.Tell("next");

        ExpectMsgs("outer", "innermost", "next");
        StartAgain(actor);
        ExpectMsgs("replayed outer", "replayed inner", "replayed innermost", "recovered");
    }

    [Fact]
    public void An_empty_list_of_events_changes_nothing()
    {
        var actor = StartNew();

        actor.Tell(new Do(a => a.PersistAll(Array.Empty<string>(), e => a.Say(e))));
        actor.Tell("next");

        ExpectMsg("next");
    }

    [Fact]
    public void A_derived_event_type_reaches_a_handler_of_its_base()
    {
        var actor = StartNew();

        actor.Tell(new Do(a => a.Persist<object>("text", e => a.Say($"{e.GetType().Name}"))));

        ExpectMsg("String");
    }

    [Fact]
    public void Events_are_persisted_in_reply_to_the_end_of_recovery()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Greeter(PersistenceId, TestActor)));
        actor.Tell("command");

        ExpectMsgs("recovered", "hello stored", "command");
    }

    private sealed class Greeter(string persistenceId, IActorRef probe)
        : Scripted(persistenceId, probe)
    {
        protected override void OnRecovered()
        {
            base.OnRecovered();
            Persist("hello", e => Say($"{e} stored"));
        }
    }

    [Fact]
    public void Persisting_during_replay_is_refused()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one");
        Stop(actor);

        Sys.ActorOf(Props.Create(() => new Hasty(PersistenceId, TestActor)));

        ExpectMsg("recovery failed InvalidOperationException one");
    }

    private sealed class Hasty(string persistenceId, IActorRef probe)
        : Scripted(persistenceId, probe)
    {
        protected override void OnReplayed(object e) => Persist("again", _ => { });
    }
}
