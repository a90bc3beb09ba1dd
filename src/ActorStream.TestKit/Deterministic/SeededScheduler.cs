using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Dispatch;

namespace ActorStream.TestKit.Deterministic;

/// <summary>
/// What is ready to run in one actor system. Until a test takes over, a pool thread runs it in the
/// order of arrival, so that the system can start; afterwards only the test does, and the seed
/// picks what comes next.
/// </summary>
internal sealed class SeededScheduler
{
    private static readonly ConditionalWeakTable<ActorSystem, SeededScheduler> Systems = [];

    private readonly Lock gate = new();
    private readonly List<Work> ready = [];
    private readonly ConditionalWeakTable<IRunnable, string> names = [];
    private readonly ManualResetEventSlim arrived = new();
    private readonly SeededContinuations continuations;
    private Random random;
    private bool isManual;
    private bool isRunning;

    private SeededScheduler(int seed)
    {
        continuations = new SeededContinuations(this);
        random = new Random(seed);
        Seed = seed;
    }

    internal int Seed { get; private set; }

    internal List<string> Trace { get; } = [];

    internal static SeededScheduler Of(ActorSystem system, int seed) =>
        Systems.GetValue(system, _ => new SeededScheduler(seed));

    internal static SeededScheduler Of(ActorSystem system) =>
        Systems.TryGetValue(system, out var scheduler)
            ? scheduler
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

    internal void Add(IRunnable run) => Add(new Work(NameOf(run), run.Run));

    internal void Add(Work work)
    {
        lock (gate)
        {
            ready.Add(work);
            arrived.Set();
            if (isManual || isRunning)
            {
                return;
            }
            isRunning = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(
            static self => self.RunFreely(),
            this,
            preferLocal: false
        );
    }

    /// <summary>Lets what is ready come to an end, and starts the seeded order from its beginning.</summary>
    internal void TakeOver(int newSeed)
    {
        var settled = SpinWait.SpinUntil(TryTakeOver, TimeSpan.FromSeconds(10));
        if (!settled)
        {
            throw new TimeoutException("The actor system does not come to rest.");
        }
        Seed = newSeed;
        random = new Random(newSeed);
        Trace.Clear();
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
        ThreadPool.UnsafeQueueUserWorkItem(
            static self => self.RunFreely(),
            this,
            preferLocal: false
        );
    }

    /// <summary>Runs one of what is ready, picked by the seed; false when nothing is.</summary>
    internal bool Step()
    {
        Work work;
        lock (gate)
        {
            if (ready.Count == 0)
            {
                arrived.Reset();
                return false;
            }
            work = TakeAt(random.Next(ready.Count));
        }
        Trace.Add(work.Name);
        Run(work);
        return true;
    }

    internal bool AwaitArrival(TimeSpan timeout) => arrived.Wait(timeout);

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
            Run(work);
        }
    }

    private Work TakeAt(int index)
    {
        var work = ready[index];
        ready.RemoveAt(index);
        return work;
    }

    private void Run(Work work) => continuations.Run(work);

    private string NameOf(IRunnable run) =>
        names.TryGetValue(run, out var name) ? name : run.GetType().Name;

    internal readonly record struct Work(string Name, Action Run);
}
