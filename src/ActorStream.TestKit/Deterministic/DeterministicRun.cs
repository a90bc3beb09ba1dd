using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;

namespace ActorStream.TestKit.Deterministic;

/// <summary>
/// Runs actor systems step by step on the test's own thread: the same seed gives the same interleaving,
/// another seed another one. Messages between two actors keep their order under every seed, and time is
/// virtual.
/// </summary>
/// <remarks>
/// <para>
/// There are two ways in. <see cref="Start"/> begins a run that makes its actor systems itself, with
/// <see cref="CreateSystem"/>; each can be killed with <see cref="Crash"/> and followed by another.
/// Everything in it runs under the seed from the first message on, and whatever comes back from another
/// thread ends the run with an exception: such a run is the same, byte for byte, each time.
/// <see cref="Begin"/> takes over a system that a TestKit made, when it has come to rest.
/// </para>
/// <para>
/// What runs under the seed is what runs on the dispatchers: actors, streams, timers, time-outs of
/// questions and of calls to plug-ins, and the continuations of whatever is awaited there. Work that is
/// handed to the thread pool (<c>Task.Run</c>, <c>ConfigureAwait(false)</c>) comes back when it likes.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// using var run = DeterministicRun.Start(seed);
/// var system = run.CreateSystem("node", DeterministicRun.Configuration().WithFallback(mine));
/// system.ActorOf(props).Tell("go");
/// run.Advance(TimeSpan.FromSeconds(10));
/// </code>
/// </example>
public sealed partial class DeterministicRun : IDisposable
{
    private readonly SeededScheduler scheduler;

    private DeterministicRun(SeededScheduler scheduler, bool isOwner)
    {
        this.scheduler = scheduler;
        this.isOwner = isOwner;
    }

    /// <summary>Decides the order. Print it with a failure.</summary>
    public int Seed => scheduler.Seed;

    /// <summary>
    /// What happened, a line each: the virtual milliseconds, a letter and a name. <c>r</c>: an actor, a
    /// stream or a timer ran; <c>c</c>: something went on that it had awaited; <c>t</c>: a message was
    /// sent, to whom and of which type; <c>n</c>: see <see cref="Note"/>. Empty if the run keeps none.
    /// </summary>
    public IReadOnlyList<string> Trace => scheduler.Trace.Lines;

    /// <summary>SHA-256 of all lines of the trace, in hexadecimal digits.</summary>
    public string TraceHash => scheduler.Trace.Hash;

    /// <summary>Lines of the trace so far, kept or not.</summary>
    public long TraceLength => scheduler.Trace.Count;

    /// <summary>The virtual time.</summary>
    public DateTimeOffset Now => VirtualClock.Start + scheduler.Clock.Elapsed;

    /// <summary>
    /// The configuration that puts every dispatcher of an actor system on one seeded order, and the
    /// system on virtual time; add the other settings as its fallback.
    /// </summary>
    public static Config Configuration() => Deterministic;

    /// <summary>Waits until the actor system is at rest, and takes over.</summary>
    /// <param name="system">An actor system with <see cref="Configuration"/>.</param>
    /// <param name="seed">Decides the order from here on.</param>
    /// <exception cref="InvalidOperationException">The system has another configuration.</exception>
    /// <exception cref="TimeoutException">The system doesn't come to rest.</exception>
    public static DeterministicRun Begin(ActorSystem system, int seed)
    {
        ArgumentNullException.ThrowIfNull(system);
        var process = SeededScheduler.ProcessOf(system);
        process.Scheduler.TakeOver(seed, ClockOf(system));
        return new DeterministicRun(process.Scheduler, isOwner: false);
    }

    /// <summary>Writes a line of the test's own into the trace.</summary>
    public void Note(string line) => scheduler.Note('n', line);

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

    /// <summary>
    /// Runs until nothing is ready, then moves the virtual time to the next instant at which something
    /// is due, and so on: a timer that is started on the way is due on the way, too.
    /// </summary>
    /// <param name="time">How far to go.</param>
    public void Advance(TimeSpan time)
    {
        var end = scheduler.Clock.Elapsed + time;
        RunUntilIdle();
        while (AdvanceToNext(end))
        {
            RunUntilIdle();
        }
    }

    /// <summary>Runs, and moves the virtual time, until something is so.</summary>
    /// <param name="isSo">Asked whenever nothing is ready.</param>
    /// <param name="timeMax">How far the virtual time may go.</param>
    /// <returns>Whether it became so in time.</returns>
    public bool AdvanceUntil(Func<bool> isSo, TimeSpan timeMax)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        var end = scheduler.Clock.Elapsed + timeMax;
        RunUntilIdle();
        while (!isSo())
        {
            if (!AdvanceToNext(end))
            {
                return false;
            }
            RunUntilIdle();
        }
        return true;
    }

    /// <summary>
    /// Runs until a task has ended, which other threads may have a part in. Virtual time stands still.
    /// </summary>
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
    /// Lets the actor system of <see cref="Begin"/> run by itself again, which it needs to end; kills
    /// those that the run made.
    /// </summary>
    public void Dispose()
    {
        if (!isOwner)
        {
            scheduler.Release();
            return;
        }
        foreach (var process in processes)
        {
            scheduler.Kill(process);
        }
        scheduler.Trace.Dispose();
    }

    private bool AdvanceToNext(TimeSpan end)
    {
        var due = scheduler.Clock.TakeNext(end);
        foreach (var timer in due)
        {
            timer.Run();
        }
        return due.Count > 0;
    }

    private static VirtualClock ClockOf(ActorSystem system) =>
        (system.Scheduler as VirtualTimeScheduler)?.Clock ?? new VirtualClock();
}
