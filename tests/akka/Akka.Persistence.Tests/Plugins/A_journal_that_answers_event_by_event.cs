using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Plugins;

public sealed class A_journal_that_answers_event_by_event()
    : PersistenceSpec("", ProxyJournal.Config)
{
    [Fact]
    public void Handlers_run_in_order_and_commands_wait()
    {
        var actor = StartNew();

        actor.Tell(
            new Do(a =>
            {
                a.PersistAll(["one", "two"], e => a.Say(e));
                a.Persist("three", e => a.Say(e));
            })
        );
        actor.Tell("next");

        ExpectMsgs("one", "two", "three", "next");
    }

    [Fact]
    public void Asynchronous_and_deferred_handlers_run_in_order()
    {
        var actor = StartNew();
        for (var n = 0; n < 200; n++)
        {
            var text = $"{n}";
            actor.Tell(
                new Do(a =>
                {
                    a.PersistAsync(text, e => a.Say(e));
                    a.DeferAsync($"deferred {text}", e => a.Say(e));
                })
            );
        }

        for (var n = 0; n < 200; n++)
        {
            ExpectMsgs($"{n}", $"deferred {n}");
        }
    }

    [Fact]
    public void The_sender_of_the_command_is_the_sender_while_the_handler_runs()
    {
        var actor = StartNew();
        var probe = CreateTestProbe();

        actor.Tell(new Do(a => a.Persist("x", e => a.CurrentSender.Tell(e))), probe.Ref);

        probe.ExpectMsg("x");
    }

    [Fact]
    public void Events_are_replayed()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one", "two", "three");

        StartAgain(actor);

        ExpectMsgs("replayed one", "replayed two", "replayed three", "recovered");
    }

    [Fact]
    public void A_write_that_fails_stops_the_actor_and_nothing_later_is_stored()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one");
        Watch(actor);

        actor.Tell(
            new Do(a =>
            {
                a.PersistAsync("fail", e => a.Say(e));
                a.PersistAsync("later", e => a.Say(e));
            })
        );

        ExpectMsg("failed fail 2 disk on fire");
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
