using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence.Tests.Support;

/// <summary>An actor system with the scripted journal, and a persistence id of the test's own.</summary>
public abstract class PersistenceSpec : Akka.TestKit.Xunit2.TestKit
{
    private static int _lastId;

    protected PersistenceSpec(string before = "", string after = "")
        : base(ConfigurationFactory.ParseString($"{before}\n{ScriptedJournal.Config}\n{after}")) { }

    protected string PersistenceId { get; } = $"test-{Interlocked.Increment(ref _lastId)}";

    /// <summary>Starts the actor and waits until it has recovered, with nothing to recover.</summary>
    protected IActorRef StartNew()
    {
        var actor = Start();
        ExpectMsg("recovered");
        return actor;
    }

    protected IActorRef Start(string? persistenceId = null, Recovery? recovery = null) =>
        Sys.ActorOf(Scripted.Props(persistenceId ?? PersistenceId, TestActor, recovery));

    /// <summary>Stops the actor and starts another one with the same persistence id.</summary>
    protected IActorRef StartAgain(IActorRef actor, Recovery? recovery = null)
    {
        Stop(actor);
        return Start(PersistenceId, recovery);
    }

    protected void Stop(IActorRef actor)
    {
        var probe = CreateTestProbe();
        probe.Watch(actor);
        Sys.Stop(actor);
        probe.ExpectTerminated(actor);
    }

    protected void PersistAndWait(IActorRef actor, params string[] events)
    {
        foreach (var e in events)
        {
            actor.Tell(new Do(a => a.Persist(e, p => a.Say($"stored {p}"))));
            ExpectMsg($"stored {e}");
        }
    }

    protected void ExpectMsgs(params string[] messages)
    {
        foreach (var message in messages)
        {
            ExpectMsg(message);
        }
    }
}
