using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// Ends a system in order: the phases of <c>akka.coordinated-shutdown.phases</c> one after the other, the tasks
/// of one phase at the same time. It runs once; who asks again gets the same end.
/// </summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly Dictionary<string, ShutdownPhase> _phases;
    private readonly List<string> _order;
    private readonly Dictionary<string, List<(string Name, Func<Task<Done>> Task)>> _tasks = new(
        StringComparer.Ordinal
    );
    private readonly TaskCompletionSource<Done> _done = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private Reason? _reason;

    internal CoordinatedShutdown(
        ExtendedActorSystem system,
        Dictionary<string, ShutdownPhase> phases
    )
    {
        System = system;
        _phases = phases;
        _order = ShutdownPhase.Order(phases);
    }

    public ExtendedActorSystem System { get; }

    /// <summary>Why the shutdown runs; null while it doesn't.</summary>
    public Reason? ShutdownReason => Volatile.Read(ref _reason);

    /// <summary>The longest that all phases together can take.</summary>
    public TimeSpan TotalTimeout
    {
        get
        {
            lock (_tasks)
            {
                var total = TimeSpan.Zero;
                foreach (var name in _tasks.Keys)
                    total += _phases[name].Timeout;
                return total;
            }
        }
    }

    private ILoggingAdapter Log => System.Log;

    public static CoordinatedShutdown Get(ActorSystem sys) =>
        sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    /// <summary>Adds a task to a phase; one that is added when its phase has passed is not run.</summary>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!_phases.ContainsKey(phase))
        {
            throw new ConfigurationException(
                $"Unknown phase [{phase}], known phases: [{string.Join(", ", _phases.Keys)}]. "
                    + "All phases (along with their optional dependencies) must be defined in configuration."
            );
        }

        if (string.IsNullOrEmpty(taskName))
        {
            throw new ArgumentException(
                "Set a task name when adding tasks to the Coordinated Shutdown.",
                nameof(taskName)
            );
        }

        lock (_tasks)
        {
            if (!_tasks.TryGetValue(phase, out var tasks))
                _tasks[phase] = tasks = [];
            tasks.Add((taskName, task));
        }
    }

    /// <summary>How long a phase may take.</summary>
    public TimeSpan Timeout(string phase) =>
        _phases.TryGetValue(phase, out var found)
            ? found.Timeout
            : throw new ArgumentException($"Unknown phase [{phase}]", nameof(phase));

    /// <summary>Runs the phases, from <paramref name="fromPhase"/> on if it is given.</summary>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        if (fromPhase is not null && !_phases.ContainsKey(fromPhase))
            throw new ArgumentException($"Unknown phase [{fromPhase}]", nameof(fromPhase));
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            _ = RunPhases(fromPhase);
        return _done.Task;
    }

    private async Task RunPhases(string? fromPhase)
    {
        try
        {
            var from = fromPhase is null ? 0 : _order.IndexOf(fromPhase);
            for (var i = from; i < _order.Count; i++)
                await RunPhase(_order[i]).ConfigureAwait(false);
            _done.TrySetResult(Done.Instance);
        }
#pragma warning disable CA1031 // Whoever waits for the end hears of it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _done.TrySetException(e);
        }
    }

    private async Task RunPhase(string name)
    {
        var phase = _phases[name];
        if (!phase.Enabled)
        {
            Log.Info("Phase [{0}] disabled through configuration", name);
            return;
        }

        List<(string Name, Func<Task<Done>> Task)> tasks;
        lock (_tasks)
        {
            if (!_tasks.TryGetValue(name, out var added))
                return;
            tasks = [.. added];
        }

        var running = new List<Task>(tasks.Count);
        foreach (var (taskName, task) in tasks)
            running.Add(RunTask(name, taskName, task, phase.Recover));
        try
        {
            await Task.WhenAll(running)
                .WaitAsync(phase.Timeout, TimeProvider.System)
                .ConfigureAwait(false);
        }
        catch (TimeoutException e) when (phase.Recover)
        {
            Log.Warning(
                "Coordinated shutdown phase [{0}] timed out after {1}: {2}",
                name,
                phase.Timeout,
                e.Message
            );
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(
                $"Coordinated shutdown phase [{name}] timed out after {phase.Timeout}",
                e
            );
        }
    }

    private async Task RunTask(string phase, string name, Func<Task<Done>> task, bool recover)
    {
        try
        {
            await task().ConfigureAwait(false);
        }
        catch (Exception e) when (recover)
        {
            Log.Warning("Task [{0}] failed in phase [{1}]: {2}", name, phase, e.Message);
        }
    }
}

/// <summary>The key of <see cref="CoordinatedShutdown"/>.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system) =>
        CoordinatedShutdown.Create(system);
}
