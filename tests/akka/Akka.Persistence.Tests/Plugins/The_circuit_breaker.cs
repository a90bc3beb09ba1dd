using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Plugins;

public sealed class The_circuit_breaker() : PersistenceSpec(Breaker)
{
    private const string Breaker = """
        akka.persistence.journal.scripted.circuit-breaker {
          max-failures = 2
          call-timeout = 300ms
          reset-timeout = 300ms
        }
        """;

    private void FailOnce(string id, string e = "fail")
    {
        var actor = Start(id);
        ExpectMsg("recovered");
        Watch(actor);
        actor.Tell(new Do(a => a.Persist(e, _ => a.Say("stored"))));
        ExpectMsg<string>().ShouldStartWith($"failed {e} 1");
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_write_that_takes_too_long_has_failed()
    {
        FailOnce(PersistenceId, $"hold:{PersistenceId}");
    }

    [EngineFact("Akka.NET leaves it to the journal whether a recovery waits for such a write.")]
    public void A_recovery_waits_for_a_write_that_took_too_long_and_sees_what_it_stored()
    {
        FailOnce(PersistenceId, $"hold:{PersistenceId}");

        Start();
        ScriptedJournal.Release(PersistenceId);

        ExpectMsgs($"replayed hold:{PersistenceId}", "recovered");
    }

    [Fact]
    public void A_recovery_does_not_wait_for_ever_for_a_write_that_never_ends()
    {
        FailOnce(PersistenceId, $"hold:{PersistenceId}");

        Start();

        ExpectMsg("recovered");
    }

    [Fact]
    public void After_failures_in_a_row_calls_fail_at_once_and_after_a_pause_go_through_again()
    {
        // All have recovered before the first failure: a success would end the row.
        var running = StartNew();
        var failing = new[] { Start(PersistenceId + "a"), Start(PersistenceId + "b") };
        ExpectMsgs("recovered", "recovered");
        foreach (var actor in failing)
        {
            Watch(actor);
            actor.Tell(new Do(a => a.Persist("fail", e => a.Say(e))));
            ExpectMsg("failed fail 1 disk on fire");
            ExpectTerminated(actor);
        }

        Watch(running);

        running.Tell(new Do(a => a.Persist("good", e => a.Say(e))));

        ExpectMsg<string>().ShouldStartWith("failed good 1");
        ExpectTerminated(running);
        AwaitAssert(
            () =>
            {
                var probe = CreateTestProbe();
                var again = Sys.ActorOf(Scripted.Props(PersistenceId + "c", probe.Ref));
                probe.ExpectMsg("recovered");
                again.Tell(new Do(a => a.Persist("good", e => a.Say(e))));
                probe.ExpectMsg("good");
            },
            TimeSpan.FromSeconds(5),
            TimeSpan.FromMilliseconds(100)
        );
    }
}
