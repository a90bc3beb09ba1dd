using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class Limiting_recoveries()
    : PersistenceSpec("akka.persistence.max-concurrent-recoveries = 1")
{
    /// <summary>Starts an actor whose recovery lasts until the scripted journal is released.</summary>
    private IActorRef StartHeld(string id)
    {
        ScriptedJournal.Release(id);
        var actor = Start(id);
        ExpectMsg("recovered");
        PersistAndWait(actor, "one");
        Stop(actor);
        ScriptedJournal.HoldAgain(id);
        var held = Start(id);
        // Otherwise another actor could be the first to ask for the only turn.
        ScriptedJournal.Arrival(id).Wait(RemainingOrDefault).ShouldBeTrue();
        return held;
    }

    [Fact]
    public void An_actor_waits_for_its_turn()
    {
        var id = PersistenceId + "-held";
        StartHeld(id);

        var waiting = Start();
        waiting.Tell("command");
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        ScriptedJournal.Release(id);

        ExpectMsgs("replayed one", "recovered", "recovered", "command");
    }

    [Fact]
    public void An_actor_that_is_stopped_while_it_recovers_gives_its_turn_back()
    {
        var held = StartHeld(PersistenceId + "-held");
        Start();
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        Stop(held);

        ExpectMsg("recovered");
    }

    [Fact]
    public void An_actor_that_is_stopped_while_it_waits_takes_no_turn()
    {
        var id = PersistenceId + "-held";
        StartHeld(id);
        var waiting = Start(PersistenceId + "-a");
        Start(PersistenceId + "-b").Tell("b");
        Stop(waiting);

        ScriptedJournal.Release(id);

        ExpectMsgs("replayed one", "recovered", "recovered", "b");
    }
}
