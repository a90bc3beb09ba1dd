using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class Recovering : PersistenceSpec
{
    [Fact]
    public void Events_are_replayed_in_order_and_then_recovery_is_complete()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one", "two", "three");

        var next = StartAgain(actor);

        ExpectMsgs("replayed one", "replayed two", "replayed three", "recovered");
        next.Tell(
            new Do(a => a.Say($"{a.LastSequenceNr} {a.IsRecovering} {a.IsRecoveryFinished}"))
        );
        ExpectMsg("3 False True");
    }

    [Fact]
    public void Commands_wait_until_the_actor_has_recovered_in_their_order()
    {
        var id = PersistenceId + "-held";
        var actor = Start(id);
        actor.Tell(new Do(a => a.Persist("one", e => a.Say(e))));
        ScriptedJournal.Release(id);
        ExpectMsgs("recovered", "one");
        Stop(actor);

        var next = Start(id);
        for (var n = 0; n < 100; n++)
        {
            next.Tell($"{n}");
        }

        ExpectMsgs("replayed one", "recovered");
        for (var n = 0; n < 100; n++)
        {
            ExpectMsg($"{n}");
        }
    }

    [Fact]
    public void A_long_history_is_replayed_whole()
    {
        var actor = StartNew();
        actor.Tell(
            new Do(a =>
                a.PersistAll(
                    Enumerable.Range(1, 2_000),
                    n =>
                    {
                        if (n == 2_000)
                        {
                            a.Say("stored");
                        }
                    }
                )
            )
        );
        ExpectMsg("stored");

        StartAgain(actor);

        for (var n = 1; n <= 2_000; n++)
        {
            ExpectMsg($"replayed {n}");
        }

        ExpectMsg("recovered");
    }

    [Fact]
    public void Numbers_go_on_after_all_events_were_deleted()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one", "two");
        actor.Tell(new Do(a => a.DeleteMessages(2)));
        ExpectMsg<DeleteMessagesSuccess>().ToSequenceNr.ShouldBe(2);

        var next = StartAgain(actor);

        ExpectMsg("recovered");
        next.Tell(new Do(a => a.Say($"{a.LastSequenceNr}")));
        ExpectMsg("2");
        next.Tell(new Do(a => a.Persist("three", _ => a.Say($"{a.LastSequenceNr}"))));
        ExpectMsg("3");
    }

    [Fact]
    public void No_recovery_replays_nothing_and_still_knows_the_last_number()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one", "two");

        var next = StartAgain(actor, Recovery.None);

        ExpectMsg("recovered");
        next.Tell(new Do(a => a.Say($"{a.LastSequenceNr}")));
        ExpectMsg("2");
    }

    [Fact]
    public void Recovery_stops_at_the_number_that_was_asked_for()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one", "two", "three");

        StartAgain(actor, new Recovery(SnapshotSelectionCriteria.Latest, toSequenceNr: 2));

        ExpectMsgs("replayed one", "replayed two", "recovered");
    }

    [Fact]
    public void Recovery_replays_no_more_events_than_were_asked_for()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one", "two", "three");

        StartAgain(
            actor,
            new Recovery(SnapshotSelectionCriteria.Latest, long.MaxValue, replayMax: 1)
        );

        ExpectMsgs("replayed one", "recovered");
    }

    [Fact]
    public void A_restarted_actor_recovers_again_and_keeps_waiting_commands()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one");

        actor.Tell(new Do(_ => throw new InvalidOperationException("on purpose")));
        actor.Tell("after");

        ExpectMsgs("replayed one", "recovered", "after");
    }

    [Fact]
    public void Commands_stashed_while_persisting_survive_a_restart_in_order()
    {
        var actor = StartNew();

        actor.Tell(
            new Do(a =>
                a.Persist(
                    $"hold:{PersistenceId}",
                    _ => throw new InvalidOperationException("on purpose")
                )
            )
        );
        actor.Tell("a");
        actor.Tell("b");
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        ScriptedJournal.Release(PersistenceId);

        ExpectMsgs($"replayed hold:{PersistenceId}", "recovered", "a", "b");
    }

    [Fact]
    public void What_a_command_persisted_before_it_failed_is_stored()
    {
        var actor = StartNew();

        actor.Tell(
            new Do(a =>
            {
                a.Persist("one", e => a.Say(e));
                throw new InvalidOperationException("on purpose");
            })
        );

        ExpectMsgs("replayed one", "recovered");
    }
}
