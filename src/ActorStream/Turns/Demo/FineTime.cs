namespace ActorStream.Turns.Demo;

/// <summary>
/// The system's time with timers of a millisecond's grain, never early. The framework's own follow a clock that
/// moves with the kernel's tick, on most machines every 4 ms: all that is due in between goes off together.
/// </summary>
/// <remarks>One thread for all timers; it begins with the first and sleeps while none is set.</remarks>
internal sealed class FineTime : TimeProvider
{
    private readonly object _gate = new();
    private readonly PriorityQueue<FineTimer, long> _set = new();
    private Thread? _thread;

    /// <summary>The one that everybody shares.</summary>
    public static FineTime Instance { get; } = new();

    /// <inheritdoc />
    /// <exception cref="NotSupportedException">It has a period: here is only what a delay needs.</exception>
    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        var timer = new FineTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Set(FineTimer timer, TimeSpan after)
    {
        lock (_gate)
        {
            Remove(timer);
            if (after < TimeSpan.Zero)
                return;
            var due = GetTimestamp() + (long)(after.TotalSeconds * TimestampFrequency);
            timer.IsSet = true;
            _set.Enqueue(timer, due);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "fine-timers" };
                _thread.UnsafeStart();
            }
            else if (ReferenceEquals(_set.Peek(), timer))
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    private void Unset(FineTimer timer)
    {
        lock (_gate)
            Remove(timer);
    }

    private void Remove(FineTimer timer)
    {
        if (!timer.IsSet)
            return;
        timer.IsSet = false;
        _set.Remove(timer, out _, out _);
    }

    private void Run()
    {
        lock (_gate)
        {
            while (true)
            {
                if (!_set.TryPeek(out var next, out var due))
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                var left = (due - GetTimestamp()) * 1000.0 / TimestampFrequency;
                if (left > 0)
                {
                    Monitor.Wait(_gate, (int)Math.Min(Math.Ceiling(left), int.MaxValue));
                    continue;
                }

                _set.Dequeue();
                next.IsSet = false;
                ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
            }
        }
    }

    private sealed class FineTimer(FineTime time, TimerCallback callback, object? state)
        : ITimer,
            IThreadPoolWorkItem
    {
        public bool IsSet { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period > TimeSpan.Zero)
                throw new NotSupportedException("A timer with a period.");
            time.Set(this, dueTime);
            return true;
        }

        public void Execute() => callback(state);

        public void Dispose() => time.Unset(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
