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

public sealed class Phases_of_a_configuration : ActorTest
{
    private readonly ConcurrentQueue<string> _ran = new();

    public Phases_of_a_configuration()
        : base(
            """
            akka.coordinated-shutdown.phases {
              service-unbind.timeout = 100ms
              service-stop.depends-on = [service-requests-done, farewell]
              farewell { depends-on = [service-unbind] }
            }
            """
        ) { }

    private Func<Task<Done>> Notes(string text) =>
        () =>
        {
            _ran.Enqueue(text);
            return Task.FromResult(Done.Instance);
        };

    [Fact]
    public async Task Stand_where_what_they_depend_on_puts_them()
    {
        var shutdown = CoordinatedShutdown.Get(Sys);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stop", Notes("stop"));
        shutdown.AddTask("farewell", "farewell", Notes("farewell"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "unbind", Notes("unbind"));
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);
        _ran.ShouldBe(["unbind", "farewell", "stop"]);
    }

    [Fact]
    public async Task Are_left_when_their_time_is_up()
    {
        var shutdown = CoordinatedShutdown.Get(Sys);
        var never = new TaskCompletionSource<Done>();
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "hangs", () => never.Task);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stop", Notes("stop"));
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);
        _ran.ShouldBe(["stop"]);
        never.SetCanceled();
    }
}
