using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Tests.Systems;

public sealed class Shutting_down_in_order : ActorTest
{
    private readonly ConcurrentQueue<string> _ran = new();

    private Func<Task<Done>> Notes(string text) =>
        () =>
        {
            _ran.Enqueue(text);
            return Task.FromResult(Done.Instance);
        };

    [Fact]
    public async Task Phases_run_one_after_the_other()
    {
        var shutdown = CoordinatedShutdown.Get(Sys);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stop", Notes("stop"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "unbind", Notes("unbind"));
        shutdown.AddTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
            "last",
            Notes("last")
        );
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);
        _ran.ShouldBe(["unbind", "stop", "last"]);
        Sys.WhenTerminated.IsCompleted.ShouldBeTrue();
        shutdown.ShutdownReason.ShouldBe(CoordinatedShutdown.UnknownReason.Instance);
    }

    [Fact]
    public async Task Terminating_the_system_runs_them_too()
    {
        var shutdown = CoordinatedShutdown.Get(Sys);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stop", Notes("stop"));
        await Sys.Terminate().WaitAsync(Patience);
        _ran.ShouldBe(["stop"]);
        shutdown.ShutdownReason.ShouldBe(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
    }

    [Fact]
    public async Task It_runs_once()
    {
        var shutdown = CoordinatedShutdown.Get(Sys);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stop", Notes("stop"));
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);
        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);
        _ran.ShouldBe(["stop"]);
        shutdown.ShutdownReason.ShouldBe(CoordinatedShutdown.UnknownReason.Instance);
    }

    [Fact]
    public async Task It_may_begin_at_a_later_phase()
    {
        var shutdown = CoordinatedShutdown.Get(Sys);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "unbind", Notes("unbind"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stop", Notes("stop"));
        await shutdown
            .Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseServiceStop)
            .WaitAsync(Patience);
        _ran.ShouldBe(["stop"]);
    }

    [Fact]
    public async Task A_failing_task_does_not_stop_the_others()
    {
        var shutdown = CoordinatedShutdown.Get(Sys);
        shutdown.AddTask(
            CoordinatedShutdown.PhaseServiceUnbind,
            "fails",
            () => Task.FromException<Done>(new InvalidOperationException())
        );
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "unbind", Notes("unbind"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stop", Notes("stop"));
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);
        _ran.ShouldBe(["unbind", "stop"]);
    }

    [Fact]
    public void An_unknown_phase_is_an_error()
    {
        Should.Throw<ConfigurationException>(() =>
            CoordinatedShutdown.Get(Sys).AddTask("no-such-phase", "task", Notes("never"))
        );
    }
}
