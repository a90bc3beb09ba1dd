using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;

namespace ActorStream.TestKit.Deterministic;

/// <summary>
/// Runs an actor system step by step on the test's own thread: the same seed gives the same
/// interleaving, another seed another one. Messages between two actors keep their order under
/// every seed.
/// </summary>
/// <remarks>
/// <para>
/// Make the actor system with <see cref="Configuration"/>, take over with <see cref="Begin"/> when
/// it stands, send messages, and call <see cref="RunUntilIdle"/>. With the virtual time of Akka's
/// <c>TestScheduler</c>, use <see cref="Advance"/>.
/// </para>
/// <para>
/// What is deterministic is what runs on the dispatchers: actors, streams, and continuations of
/// what they await. Work that they hand to the thread pool comes back when it likes; see
/// <see cref="Await"/>. Dispose the run before the actor system ends, which needs its actors.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// using var run = DeterministicRun.Begin(Sys, seed);
/// actor.Tell("go");
/// run.RunUntilIdle();
/// ExpectMsg("done");
/// </code>
/// </example>
public sealed class DeterministicRun : IDisposable
{
    private readonly SeededScheduler scheduler;

    private DeterministicRun(SeededScheduler scheduler) => this.scheduler = scheduler;

    /// <summary>Decides the order. Print it with a failure.</summary>
    public int Seed => scheduler.Seed;

    /// <summary>The paths of the actors in the order in which they ran, a line a step.</summary>
    public IReadOnlyList<string> Trace => scheduler.Trace;

    /// <summary>
    /// The configuration that puts every dispatcher of an actor system on one seeded order; add
    /// the other settings as its fallback.
    /// </summary>
    public static Config Configuration(int seed = 0)
    {
        var dispatcher =
            "{ type = \"ActorStream.TestKit.Deterministic.DeterministicDispatcherConfigurator, ActorStream.TestKit\", "
            + $"seed = {seed}, throughput = 1 }}";
        return ConfigurationFactory.ParseString(
            $$"""
            akka.actor.default-dispatcher = {{dispatcher}}
            akka.actor.internal-dispatcher = {{dispatcher}}
            akka.actor.default-blocking-io-dispatcher = {{dispatcher}}
            akka.persistence.dispatchers.default-plugin-dispatcher = {{dispatcher}}
            akka.persistence.dispatchers.default-replay-dispatcher = {{dispatcher}}
            akka.persistence.dispatchers.default-stream-dispatcher = {{dispatcher}}
            """
        );
    }

    /// <summary>Waits until the actor system is at rest, and takes over.</summary>
    /// <param name="system">An actor system with <see cref="Configuration"/>.</param>
    /// <param name="seed">Decides the order from here on.</param>
    /// <exception cref="InvalidOperationException">The system has another configuration.</exception>
    /// <exception cref="TimeoutException">The system doesn't come to rest.</exception>
    public static DeterministicRun Begin(ActorSystem system, int seed)
    {
        ArgumentNullException.ThrowIfNull(system);
        var ofSystem = SeededScheduler.Of(system);
        ofSystem.TakeOver(seed);
        return new DeterministicRun(ofSystem);
    }

    /// <summary>Runs one actor for one message; false when nothing is ready.</summary>
    public bool Step() => scheduler.Step();

    /// <summary>Runs until nothing is ready.</summary>
    /// <param name="stepsMax">More steps are taken for an endless loop.</param>
    /// <returns>How many steps it took.</returns>
    /// <exception cref="InvalidOperationException">There are more steps.</exception>
    public int RunUntilIdle(int stepsMax = 1_000_000)
    {
        var steps = 0;
        while (scheduler.Step())
        {
            if (++steps > stepsMax)
            {
                throw new InvalidOperationException(
                    $"Still not idle after {stepsMax} steps, with seed {Seed}."
                );
            }
        }
        return steps;
    }

    /// <summary>Runs until a task has ended, which other threads may have a part in.</summary>
    /// <param name="task">For instance an <c>Ask</c>.</param>
    /// <param name="timeout">How long to wait for other threads; five seconds unless given.</param>
    /// <exception cref="TimeoutException">It didn't end.</exception>
    public T Await<T>(Task<T> task, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        var limit = timeout ?? TimeSpan.FromSeconds(5);
        var start = Stopwatch.GetTimestamp();
        while (!task.IsCompleted)
        {
            if (scheduler.Step())
            {
                continue;
            }
            if (Stopwatch.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException(
                    $"The task did not end within {limit}, with seed {Seed}."
                );
            }
            scheduler.AwaitArrival(TimeSpan.FromMilliseconds(1));
        }
        return task.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Moves virtual time on in small steps, and lets the actors run after each: a timer that an
    /// actor starts on the way is due on the way, too.
    /// </summary>
    /// <param name="advance">The <c>Advance</c> of the actor system's <c>TestScheduler</c>.</param>
    /// <param name="time">How far to go.</param>
    /// <param name="step">How far at a time; the hundredth part of it unless given.</param>
    public void Advance(Action<TimeSpan> advance, TimeSpan time, TimeSpan? step = null)
    {
        ArgumentNullException.ThrowIfNull(advance);
        var each = step ?? TimeSpan.FromTicks(Math.Max(1, time.Ticks / 100));
        RunUntilIdle();
        for (var left = time; left > TimeSpan.Zero; left -= each)
        {
            advance(left < each ? left : each);
            RunUntilIdle();
        }
    }

    /// <summary>Lets the actor system run by itself again.</summary>
    public void Dispose() => scheduler.Release();
}
