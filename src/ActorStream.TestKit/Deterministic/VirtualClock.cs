namespace ActorStream.TestKit.Deterministic;

/// <summary>
/// The time of a run, and what is due when. It begins at the same instant in every run, so that times
/// in events are equal, too. Moves only when it is told to.
/// </summary>
internal sealed class VirtualClock
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly PriorityQueue<Timer, (long Due, long Order)> timers = new();
    private TimeSpan now;
    private long order;

    internal TimeSpan Elapsed
    {
        get
        {
            lock (gate)
            {
                return now;
            }
        }
    }

    internal void Add(TimeSpan delay, Timer timer)
    {
        lock (gate)
        {
            timer.Due = now + delay;
            timers.Enqueue(timer, (timer.Due.Ticks, order++));
        }
    }

    /// <summary>
    /// Moves on to the next instant at which something is due, not beyond <paramref name="end"/>, and
    /// takes all that is due then. Without anything the clock stands at the end.
    /// </summary>
    internal List<Timer> TakeNext(TimeSpan end)
    {
        var due = new List<Timer>();
        lock (gate)
        {
            while (timers.TryPeek(out var timer, out _) && timer.Due <= end)
            {
                if (due.Count > 0 && timer.Due > now)
                {
                    return due;
                }
                timers.Dequeue();
                if (!timer.IsOff)
                {
                    now = timer.Due > now ? timer.Due : now;
                    due.Add(timer);
                }
            }
            if (due.Count == 0 && end > now)
            {
                now = end;
            }
        }
        return due;
    }

    /// <summary>Something that is to happen once, or again and again.</summary>
    internal sealed class Timer(Action action, TimeSpan? interval, Func<bool> isOff)
    {
        internal TimeSpan Due { get; set; }

        internal TimeSpan? Interval { get; } = interval;

        internal bool IsOff => isOff();

        internal void Run() => action();
    }
}
