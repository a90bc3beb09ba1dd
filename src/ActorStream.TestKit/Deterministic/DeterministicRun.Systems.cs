using Akka.Actor;
using Akka.Configuration;

namespace ActorStream.TestKit.Deterministic;

/// <summary>The actor systems that a run makes, and what it runs in them.</summary>
public sealed partial class DeterministicRun
{
    private const string Dispatcher =
        "{ type = \"ActorStream.TestKit.Deterministic.DeterministicDispatcherConfigurator, ActorStream.TestKit\", "
        + "seed = 0, throughput = 1 }";

    private static readonly Config Deterministic = ConfigurationFactory.ParseString(
        $$"""
        akka.actor.default-dispatcher = {{Dispatcher}}
        akka.actor.internal-dispatcher = {{Dispatcher}}
        akka.actor.default-blocking-io-dispatcher = {{Dispatcher}}
        akka.persistence.dispatchers.default-plugin-dispatcher = {{Dispatcher}}
        akka.persistence.dispatchers.default-replay-dispatcher = {{Dispatcher}}
        akka.persistence.dispatchers.default-stream-dispatcher = {{Dispatcher}}
        akka.scheduler.implementation =
          "ActorStream.TestKit.Deterministic.VirtualTimeScheduler, ActorStream.TestKit"
        """
    );

    private static readonly Config OfOwnSystems = ConfigurationFactory.ParseString(
        """
        # A logger is waited for when a system starts, and nothing runs yet.
        akka.loggers = []
        akka.stdout-loglevel = OFF
        # A system that was killed must not be remembered by the process.
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.exit-clr = off
        """
    );

    private readonly bool isOwner;
    private readonly List<SeededProcess> processes = [];

    /// <summary>
    /// Begins a run without an actor system. Use it, and everything in it, on this thread only.
    /// </summary>
    /// <param name="seed">Decides the order.</param>
    /// <param name="keepsTrace">
    /// Whether the trace's lines are kept; its hash is in any case. Thousands of runs need no lines.
    /// </param>
    public static DeterministicRun Start(int seed, bool keepsTrace = true) =>
        new(new SeededScheduler(seed, isStrict: true, keepsTrace), isOwner: true);

    /// <summary>
    /// What to merge into a configuration once, if many runs use it: <see cref="Configuration"/> and
    /// what <see cref="CreateSystem"/> needs besides.
    /// </summary>
    public static Config Prepare(Config settings) =>
        OfOwnSystems.WithFallback(Deterministic).WithFallback(settings);

    /// <summary>Makes an actor system that runs in this run, and only when the run is told to.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="config">What <see cref="Prepare"/> gave.</param>
    /// <exception cref="InvalidOperationException">The configuration was not prepared.</exception>
    public ActorSystem CreateSystem(string name, Config config)
    {
        if (!isOwner)
        {
            throw new InvalidOperationException("This run took over another's system.");
        }
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        SeededScheduler.Creating = scheduler;
        try
        {
            var system = ActorSystem.Create(name, config);
            processes.Add(SeededScheduler.ProcessOf(system));
            if (system.Scheduler is not VirtualTimeScheduler)
            {
                throw new InvalidOperationException($"{name} is not on virtual time.");
            }
            Note($"{name} starts");
            return system;
        }
        finally
        {
            SeededScheduler.Creating = null;
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>
    /// Ends an actor system as if its process were killed: nothing of it runs any more, no actor is
    /// stopped, no timer rings, nothing is written.
    /// </summary>
    public void Crash(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        Note($"{system.Name} crashes");
        scheduler.Kill(SeededScheduler.ProcessOf(system));
    }

    /// <summary>
    /// Makes work ready that runs in an actor system's process: what it awaits comes back under the
    /// seed, and nothing of it survives a <see cref="Crash"/>.
    /// </summary>
    /// <param name="system">Whose process.</param>
    /// <param name="name">What the trace calls it.</param>
    /// <param name="work">It must not use the thread pool.</param>
    /// <returns>Its result. Never ends if the process is killed before.</returns>
    public Task<T> Spawn<T>(ActorSystem system, string name, Func<Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(system);
        var result = new TaskCompletionSource<T>();
        SeededScheduler.ProcessOf(system).Add(name, () => _ = RunAsync());
        return result.Task;

        async Task RunAsync()
        {
            try
            {
                result.TrySetResult(await work());
            }
#pragma warning disable CA1031 // It is the task's.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                result.TrySetException(failure);
            }
        }
    }

    /// <summary>The same for work without a result.</summary>
    public Task Spawn(ActorSystem system, string name, Func<Task> work) =>
        Spawn(
            system,
            name,
            async () =>
            {
                await work();
                return true;
            }
        );
}
