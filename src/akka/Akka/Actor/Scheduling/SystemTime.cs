namespace Akka.Actor;

/// <summary>
/// A scheduler that a test moves by hand, piece by piece. Time-outs of questions and of calls to
/// plug-ins stay in real time beside it: a stuck test would otherwise never end.
/// </summary>
internal interface ITimeMovedByHand;

/// <summary>What time the time-outs of an actor system follow.</summary>
internal static class SystemTime
{
    /// <summary>
    /// The scheduler, if all of the system's time is its own; null if time-outs run in real time.
    /// </summary>
    public static IScheduler? VirtualOf(IScheduler? scheduler) =>
        scheduler is IDateTimeOffsetNowTimeProvider or ITimeMovedByHand ? null : scheduler;

    /// <summary>The time that time-outs follow.</summary>
    public static TimeProvider Of(ActorSystem system) =>
        VirtualOf(system.Scheduler) is { } own
            ? new SchedulerTimeProvider(own)
            : TimeProvider.System;
}

/// <summary>A scheduler's time for whatever takes a <see cref="TimeProvider"/>.</summary>
internal sealed class SchedulerTimeProvider(IScheduler scheduler) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => scheduler.MonotonicClock.Ticks;

    public override DateTimeOffset GetUtcNow() => scheduler.Now;

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        var timer = new SchedulerTimer(scheduler.Advanced, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SchedulerTimer(IAdvancedScheduler scheduler, Action callback) : ITimer
    {
        private Cancelable? _armed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var next = dueTime == Timeout.InfiniteTimeSpan ? null : new Cancelable(scheduler);
            Interlocked.Exchange(ref _armed, next)?.Cancel();
            if (next is null)
                return true;
            if (period > TimeSpan.Zero)
                scheduler.ScheduleRepeatedly(dueTime, period, callback, next);
            else
                scheduler.ScheduleOnce(dueTime, callback, next);
            return true;
        }

        public void Dispose() => Interlocked.Exchange(ref _armed, null)?.Cancel();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
