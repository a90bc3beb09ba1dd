using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Dispatch;

namespace ActorStream.TestKit.Deterministic;

/// <summary>
/// What is ready to run. Until a test takes over, a pool thread runs it in the order of arrival, so that
/// an actor system can start; afterwards only the test does, and the seed picks what comes next.
/// </summary>
internal sealed class SeededScheduler
{
    private static readonly ConditionalWeakTable<ActorSystem, SeededProcess> Processes = [];

    private readonly Lock gate = new();
    private readonly List<Work> ready = [];
    private readonly ConditionalWeakTable<IRunnable, string> names = [];
    private readonly List<string> strays = [];
    private readonly ManualResetEventSlim arrived = new();
    private readonly bool isStrict;
    private readonly int thread = Environment.CurrentManagedThreadId;
    private Random random;
    private bool isManual;
    private bool isRunning;

    /// <param name="seed">Decides the order.</param>
    /// <param name="isStrict">Whether the test runs it from the first message on.</param>
    /// <param name="keepsTrace">Whether the trace's lines are kept, beside their hash.</param>
    internal SeededScheduler(int seed, bool isStrict, bool keepsTrace)
    {
        random = new Random(seed);
        Seed = seed;
        this.isStrict = isStrict;
        isManual = isStrict;
        Trace = new RunTrace(keepsTrace);
    }

    /// <summary>Set while a run makes an actor system, which then belongs to it.</summary>
    [field: ThreadStatic]
    internal static SeededScheduler? Creating { get; set; }

    internal int Seed { get; private set; }

    internal RunTrace Trace { get; private set; }

    internal VirtualClock Clock { get; private set; } = new();

    internal static SeededProcess ProcessOf(ActorSystem system, int seed)
    {
        var process = Processes.GetValue(
            system,
            _ => new SeededProcess(Creating ?? new SeededScheduler(seed, false, true))
        );
        return process;
    }

    internal static SeededProcess ProcessOf(ActorSystem system) =>
        Processes.TryGetValue(system, out var process)
            ? process
            : throw new InvalidOperationException(
                $"Nothing in {system.Name} runs on the deterministic dispatcher: "
                    + $"add {nameof(DeterministicRun)}.{nameof(DeterministicRun.Configuration)} to its configuration."
            );

    internal void Name(Mailbox mailbox, IActorRef actor)
    {
        if (!names.TryGetValue(mailbox, out _))
        {
            names.AddOrUpdate(mailbox, actor.Path.ToStringWithoutAddress());
        }
    }

    internal string NameOf(IRunnable run) =>
        names.TryGetValue(run, out var name) ? name : run.GetType().Name;

    /// <summary>Adds a line to the trace, unless the system only starts.</summary>
    internal void Note(char kind, string what)
    {
        lock (gate)
        {
            NoticeStray(what);
            if (isManual)
            {
                Trace.Add(Clock.Elapsed, kind, what);
            }
        }
    }

    internal void Add(Work work)
    {
        lock (gate)
        {
            if (work.Process.IsGone)
            {
                return;
            }
            NoticeStray(work.Name);
            ready.Add(work);
            arrived.Set();
            if (isManual || isRunning)
            {
                return;
            }
            isRunning = true;
        }
        Start();
    }

    /// <summary>Lets what is ready come to an end, and starts the seeded order from its beginning.</summary>
    internal void TakeOver(int newSeed, VirtualClock clock)
    {
        var settled = SpinWait.SpinUntil(TryTakeOver, TimeSpan.FromSeconds(10));
        if (!settled)
        {
            throw new TimeoutException("The actor system does not come to rest.");
        }
        Seed = newSeed;
        Clock = clock;
        random = new Random(newSeed);
        Trace.Dispose();
        Trace = new RunTrace(keepsLines: true);
    }

    internal void Release()
    {
        lock (gate)
        {
            isManual = false;
            if (ready.Count == 0 || isRunning)
            {
                return;
            }
            isRunning = true;
        }
        Start();
    }

    /// <summary>Nothing of this process runs any more.</summary>
    internal void Kill(SeededProcess process)
    {
        lock (gate)
        {
            process.IsGone = true;
            ready.RemoveAll(work => work.Process == process);
        }
    }

    /// <summary>Runs one of what is ready, picked by the seed; false when nothing is.</summary>
    internal bool Step()
    {
        Work work;
        lock (gate)
        {
            if (strays.Count > 0)
            {
                throw new InvalidOperationException(
                    "Work came in on another thread, so the run cannot be repeated. Something "
                        + $"awaits with ConfigureAwait(false), or hands work to the pool: {strays[0]}"
                );
            }
            if (ready.Count == 0)
            {
                arrived.Reset();
                return false;
            }
            work = TakeAt(random.Next(ready.Count));
        }
        Note(work.Continuation is null ? 'r' : 'c', work.Name);
        work.Process.Run(work);
        return true;
    }

    internal bool AwaitArrival(TimeSpan timeout) => arrived.Wait(timeout);

    private void NoticeStray(string what)
    {
        if (isStrict && Environment.CurrentManagedThreadId != thread)
        {
            strays.Add($"{what}, {Environment.StackTrace}");
        }
    }

    private void Start() =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static self => self.RunFreely(),
            this,
            preferLocal: false
        );

    private bool TryTakeOver()
    {
        lock (gate)
        {
            isManual = ready.Count == 0 && !isRunning;
            return isManual;
        }
    }

    private void RunFreely()
    {
        while (true)
        {
            Work work;
            lock (gate)
            {
                if (isManual || ready.Count == 0)
                {
                    isRunning = false;
                    return;
                }
                work = TakeAt(0);
            }
            work.Process.Run(work);
        }
    }

    private Work TakeAt(int index)
    {
        var work = ready[index];
        ready.RemoveAt(index);
        return work;
    }

    /// <summary>Something that is ready: an action, or the continuation of what was awaited.</summary>
    internal readonly record struct Work(
        string Name,
        SeededProcess Process,
        Action? Action,
        Task? Continuation
    );
}
