using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class Persisting_asynchronously : PersistenceSpec
{
    [Fact]
    public void Commands_are_received_while_events_are_written()
    {
        var actor = StartNew();

        actor.Tell(new Do(a => a.PersistAsync($"hold:{PersistenceId}", _ => a.Say("handled"))));
        actor.Tell("a");
        actor.Tell("b");
        ExpectMsgs("a", "b");
        ScriptedJournal.Release(PersistenceId);

        ExpectMsg("handled");
    }

    [Fact]
    public void Handlers_run_in_the_order_of_the_calls()
    {
        var actor = StartNew();
        for (var n = 0; n < 1_000; n++)
        {
            var text = $"{n}";
            actor.Tell(new Do(a => a.PersistAsync(text, e => a.Say(e))));
        }

        for (var n = 0; n < 1_000; n++)
        {
            ExpectMsg($"{n}");
        }
    }

    [Fact]
    public void Handlers_of_a_batch_run_in_order_and_other_commands_in_between()
    {
        var actor = StartNew();

        actor.Tell(
            new Do(a =>
            {
                a.PersistAllAsync([$"hold:{PersistenceId}", "b", "c"], e => a.Say(e));
                a.PersistAsync("d", e => a.Say(e));
            })
        );
        actor.Tell("meanwhile");
        ExpectMsg("meanwhile");
        ScriptedJournal.Release(PersistenceId);

        ExpectMsgs($"hold:{PersistenceId}", "b", "c", "d");
    }

    [Fact]
    public void A_deferred_handler_runs_after_those_before_it()
    {
        var actor = StartNew();

        actor.Tell(
            new Do(a =>
            {
                a.PersistAsync($"hold:{PersistenceId}", _ => a.Say("a"));
                a.DeferAsync("b", e => a.Say(e));
                a.PersistAsync("c", e => a.Say(e));
                a.DeferAsync("d", e => a.Say(e));
            })
        );
        actor.Tell("meanwhile");
        ExpectMsg("meanwhile");
        ScriptedJournal.Release(PersistenceId);

        ExpectMsgs("a", "b", "c", "d");
    }

    [Fact]
    public void A_deferred_handler_runs_at_once_when_none_waits()
    {
        var actor = StartNew();

        actor.Tell(
            new Do(a =>
            {
                a.DeferAsync("deferred", e => a.Say(e));
                a.Say("after");
            })
        );

        ExpectMsgs("deferred", "after");
    }

    [Fact]
    public void A_deferred_event_is_not_stored()
    {
        var actor = StartNew();
        actor.Tell(
            new Do(a =>
            {
                a.PersistAsync("stored", e => a.Say(e));
                a.DeferAsync("deferred", e => a.Say(e));
            })
        );
        ExpectMsgs("stored", "deferred");

        StartAgain(actor);

        ExpectMsgs("replayed stored", "recovered");
    }

    [Fact]
    public void Commands_wait_when_both_kinds_are_mixed()
    {
        var actor = StartNew();

        actor.Tell(
            new Do(a =>
            {
                a.PersistAsync($"hold:{PersistenceId}", _ => a.Say("a"));
                a.Persist("b", e => a.Say(e));
                a.PersistAsync("c", e => a.Say(e));
            })
        );
        actor.Tell("next");
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        ScriptedJournal.Release(PersistenceId);

        // "c" goes to the journal behind "b" and needs not be stored before "next" is received.
        ExpectMsgs("a", "b");
        new[] { ExpectMsg<string>(), ExpectMsg<string>() }.ShouldBe(
            ["c", "next"],
            ignoreOrder: true
        );
    }
}
