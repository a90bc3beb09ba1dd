namespace ActorStream.Turns.Demo;

/// <summary>
/// The system's time with timers of a millisecond's grain, never early. The framework's own follow a clock that
/// moves with the kernel's tick, on most machines every 4 ms: all that is due in between goes off together.
/// </summary>
/// <remarks>
/// One thread for all timers; it begins with the first and sleeps while none is set. It runs no callbacks: the
/// thread pool does, so one that takes long holds up no other, and one that throws ends the process, as the
/// framework's do. Only the monotonic clock is read.
/// </remarks>
internal class FineTime : TimeProvider
{
    private readonly object _gate = new();

    // Whoever stops many streams at once calls off many timers: each has to be found quickly.
    private readonly SortedSet<FineTimer> _set = new(FineTimer.ByTime);
    private long _timers;
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
        var timer = new FineTimer(this, Interlocked.Increment(ref _timers), callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Set(FineTimer timer, TimeSpan after)
    {
        timer.IsSet = after >= TimeSpan.Zero;
        if (!timer.IsSet)
            return;
        timer.Due = DueAfter(after);
        _set.Add(timer);
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "fine-timers" };
            _thread.UnsafeStart();
        }
        else if (ReferenceEquals(_set.Min, timer))
        {
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>In ticks of the clock. What is too far away for them is never due.</summary>
    private long DueAfter(TimeSpan after)
    {
        var now = GetTimestamp();
        var ticks = after.TotalSeconds * TimestampFrequency;
        return ticks < long.MaxValue - now ? now + (long)ticks : long.MaxValue;
    }

    private void Unset(FineTimer timer)
    {
        if (!timer.IsSet)
            return;
        timer.IsSet = false;
        _set.Remove(timer);
    }

    private void Run()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_set.Min is not { } next)
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                var left = (next.Due - GetTimestamp()) * 1000.0 / TimestampFrequency;
                if (left > 0)
                {
                    Monitor.Wait(_gate, (int)Math.Min(Math.Ceiling(left), int.MaxValue));
                    continue;
                }

                Unset(next);
                next.GoesOff();
                ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
            }
        }
    }

    /// <summary>All its state is guarded by the gate of its time.</summary>
    private sealed class FineTimer(
        FineTime time,
        long number,
        TimerCallback callback,
        object? state
    ) : ITimer, IThreadPoolWorkItem
    {
        /// <summary>The earliest first; of the same time, the one that was made first.</summary>
        public static readonly IComparer<FineTimer> ByTime = Comparer<FineTimer>.Create(
            static (a, b) =>
                a.Due.CompareTo(b.Due) is not 0 and var byTime
                    ? byTime
                    : a._number.CompareTo(b._number)
        );

        private readonly long _number = number;
        private bool _isDisposed;

        // Callbacks that the pool has, and who waits for the last of them.
        private int _underWay;
        private TaskCompletionSource? _ended;

        /// <summary>Whether it waits for its time.</summary>
        public bool IsSet { get; set; }

        /// <summary>When it goes off. Changes only while it is not set.</summary>
        public long Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
            if (period > TimeSpan.Zero)
                throw new NotSupportedException("A timer with a period.");
            lock (time._gate)
            {
                if (_isDisposed)
                    return false;
                time.Unset(this);
                time.Set(this, dueTime);
                return true;
            }
        }

        public void GoesOff() => _underWay++;

        /// <summary>Disposed of while it waited for a thread, it does nothing any more.</summary>
        public void Execute()
        {
            bool isDisposed;
            lock (time._gate)
                isDisposed = _isDisposed;
            if (!isDisposed)
                callback(state);
            TaskCompletionSource? ended;
            lock (time._gate)
                ended = --_underWay == 0 ? _ended : null;
            ended?.SetResult();
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                _isDisposed = true;
                time.Unset(this);
            }
        }

        /// <summary>Done when no callback runs any more.</summary>
        public ValueTask DisposeAsync()
        {
            Dispose();
            lock (time._gate)
            {
                if (_underWay == 0)
                    return ValueTask.CompletedTask;
                _ended ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                return new(_ended.Task);
            }
        }
    }
}
