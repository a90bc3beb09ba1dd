using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The default scheduler: one thread for all timers, precise to a few milliseconds, never early.</summary>
public sealed class HashedWheelTimerScheduler
    : SchedulerBase,
        IDateTimeOffsetNowTimeProvider,
        IDisposable
{
    private readonly TimerQueue _timers;

    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log)
    {
        _timers = new TimerQueue(e => Log.Error(e, "DO NOT BLOCK OR THROW IN SCHEDULED ACTIONS"));
    }

    public override TimeSpan MonotonicClock => TimeSpan.FromMilliseconds(Environment.TickCount64);

    public override TimeSpan HighResMonotonicClock => TimeProvider.System.GetElapsedTime(0);

    protected override DateTimeOffset TimeNow => TimeProvider.System.GetUtcNow();

    internal TimerQueue Timers => _timers;

    /// <summary>Ends the thread; timers that are still to come are dropped.</summary>
    public void Dispose() => _timers.Dispose();

    protected override void InternalScheduleTellOnce(
        TimeSpan delay,
        ICanTell receiver,
        object message,
        IActorRef sender,
        ICancelable? cancelable
    ) =>
        Schedule(
            new TellTimer(receiver, message, sender, cancelable, TimeSpan.Zero),
            delay,
            cancelable
        );

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef sender,
        ICancelable? cancelable
    ) =>
        Schedule(
            new TellTimer(receiver, message, sender, cancelable, interval),
            initialDelay,
            cancelable
        );

    protected override void InternalScheduleOnce(
        TimeSpan delay,
        Action action,
        ICancelable? cancelable
    ) => Schedule(new ActionTimer(action, cancelable, TimeSpan.Zero), delay, cancelable);

    protected override void InternalScheduleOnce(
        TimeSpan delay,
        IRunnable action,
        ICancelable? cancelable
    ) => Schedule(new ActionTimer(action.Run, cancelable, TimeSpan.Zero), delay, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        Action action,
        ICancelable? cancelable
    ) => Schedule(new ActionTimer(action, cancelable, interval), initialDelay, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        IRunnable action,
        ICancelable? cancelable
    ) => Schedule(new ActionTimer(action.Run, cancelable, interval), initialDelay, cancelable);

    private void Schedule(TimerQueue.Timer timer, TimeSpan delay, ICancelable? cancelable)
    {
        if (cancelable is { IsCancellationRequested: true })
            return;
        _timers.Schedule(timer, delay);
        (cancelable as Cancelable)?.Own(timer);
    }

    private sealed class TellTimer(
        ICanTell receiver,
        object message,
        IActorRef sender,
        ICancelable? cancelable,
        TimeSpan interval
    ) : TimerQueue.Timer(cancelable, interval)
    {
        internal override void Fire() => receiver.Tell(message, sender);
    }

    private sealed class ActionTimer(Action action, ICancelable? cancelable, TimeSpan interval)
        : TimerQueue.Timer(cancelable, interval)
    {
        internal override void Fire() => action();
    }
}
