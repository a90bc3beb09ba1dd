namespace Akka.Actor;

/// <summary>
/// A heap of due times and one thread that sleeps until the earliest. A timer knows its place, so that calling
/// it off removes it at once; the thread begins with the first timer and costs nothing while none is due.
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Action<Exception> _report;
    private Timer[] _heap = new Timer[16];
    private int _count;
    private long _sleepsUntil = long.MaxValue;
    private Thread? _thread;
    private bool _stopped;

    public TimerQueue(Action<Exception> report)
    {
        _report = report;
    }

    public long Now => _time.GetTimestamp();

    public void Schedule(Timer timer, TimeSpan delay)
    {
        bool wake;
        lock (_gate)
        {
            if (_stopped)
                throw new SchedulerException("cannot enqueue after timer shutdown");
            if (timer.IsCancelled)
                return;
            timer.Queue = this;
            timer.Due = Now + Ticks(delay);
            Push(timer);
            wake = timer.Due < _sleepsUntil;
            if (wake)
                _sleepsUntil = timer.Due;
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "akka-scheduler" };
                _thread.UnsafeStart();
            }
        }

        if (wake)
            _wake.Set();
    }

    public void Remove(Timer timer)
    {
        lock (_gate)
        {
            if (timer.Index >= 0)
                RemoveAt(timer.Index);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopped)
                return;
            _stopped = true;
            Array.Clear(_heap);
            _count = 0;
        }

        _wake.Set();
    }

    private static long Ticks(TimeSpan delay) =>
        (long)(delay.TotalSeconds * TimeProvider.System.TimestampFrequency);

    private void Run()
    {
        while (true)
        {
            Timer? due = null;
            var patience = Timeout.Infinite;
            lock (_gate)
            {
                if (_stopped)
                    break;
                _sleepsUntil = long.MaxValue;
                if (_count > 0)
                {
                    var wait = _heap[0].Due - Now;
                    if (wait <= 0)
                    {
                        due = _heap[0];
                        RemoveAt(0);
                        _sleepsUntil = long.MinValue;
                    }
                    else
                    {
                        _sleepsUntil = _heap[0].Due;
                        var milliseconds = (wait * 1000 / _time.TimestampFrequency) + 1;
                        patience = (int)Math.Min(milliseconds, int.MaxValue);
                    }
                }
            }

            if (due is null)
            {
                _wake.WaitOne(patience);
                continue;
            }

            Fire(due);
        }

        _wake.Dispose();
    }

    private void Fire(Timer timer)
    {
        if (timer.IsCancelled)
            return;
        try
        {
            timer.Fire();
        }
#pragma warning disable CA1031 // The thread serves others too.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _report(e);
            return;
        }

        if (timer.Interval <= TimeSpan.Zero || timer.IsCancelled)
            return;
        lock (_gate)
        {
            if (_stopped || timer.IsCancelled)
                return;
            // At a fixed rate, without a burst for what was missed.
            timer.Due = Math.Max(timer.Due + Ticks(timer.Interval), Now);
            Push(timer);
        }
    }

    private void Push(Timer timer)
    {
        if (_count == _heap.Length)
            Array.Resize(ref _heap, _count * 2);
        SiftUp(_count++, timer);
    }

    private void RemoveAt(int index)
    {
        _heap[index].Index = -1;
        var last = _heap[--_count];
        _heap[_count] = null!;
        if (index == _count)
            return;
        if (index > 0 && last.Due < _heap[(index - 1) / 2].Due)
            SiftUp(index, last);
        else
            SiftDown(index, last);
    }

    private void SiftUp(int index, Timer timer)
    {
        while (index > 0)
        {
            var parent = (index - 1) / 2;
            if (_heap[parent].Due <= timer.Due)
                break;
            Place(index, _heap[parent]);
            index = parent;
        }

        Place(index, timer);
    }

    private void SiftDown(int index, Timer timer)
    {
        while (true)
        {
            var child = (index * 2) + 1;
            if (child >= _count)
                break;
            if (child + 1 < _count && _heap[child + 1].Due < _heap[child].Due)
                child++;
            if (timer.Due <= _heap[child].Due)
                break;
            Place(index, _heap[child]);
            index = child;
        }

        Place(index, timer);
    }

    private void Place(int index, Timer timer)
    {
        _heap[index] = timer;
        timer.Index = index;
    }

    /// <summary>One timer: what to do, and its place in the heap.</summary>
    internal abstract class Timer
    {
        private readonly ICancelable? _cancelable;

        protected Timer(ICancelable? cancelable, TimeSpan interval)
        {
            _cancelable = cancelable;
            Interval = interval;
        }

        internal int Index { get; set; } = -1;

        internal long Due { get; set; }

        internal TimerQueue? Queue { get; set; }

        internal TimeSpan Interval { get; }

        internal virtual bool IsCancelled => _cancelable is { IsCancellationRequested: true };

        internal abstract void Fire();
    }
}
