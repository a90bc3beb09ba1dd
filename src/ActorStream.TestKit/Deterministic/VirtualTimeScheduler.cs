using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace ActorStream.TestKit.Deterministic;

/// <summary>
/// An actor system's scheduler whose time a <see cref="DeterministicRun"/> moves. HOCON names it, see
/// <see cref="DeterministicRun.Configuration"/>. What is due becomes ready, and the seed decides when it
/// runs among all else that is.
/// </summary>
public sealed class VirtualTimeScheduler : SchedulerBase
{
    private SeededProcess? process;

    /// <summary>Made by the actor system.</summary>
    public VirtualTimeScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log) => Clock = SeededScheduler.Creating?.Clock ?? new VirtualClock();

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => Clock.Elapsed;

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => Clock.Elapsed;

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => VirtualClock.Start + Clock.Elapsed;

    internal VirtualClock Clock { get; }

    internal void BelongTo(SeededProcess owner) => process ??= owner;

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(
        TimeSpan delay,
        ICanTell receiver,
        object message,
        IActorRef sender,
        ICancelable? cancelable
    ) => Add(delay, null, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef sender,
        ICancelable? cancelable
    ) => Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(
        TimeSpan delay,
        Action action,
        ICancelable? cancelable
    ) => Add(delay, null, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(
        TimeSpan delay,
        IRunnable action,
        ICancelable? cancelable
    ) => Add(delay, null, action.Run, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        Action action,
        ICancelable? cancelable
    ) => Add(initialDelay, interval, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        IRunnable action,
        ICancelable? cancelable
    ) => Add(initialDelay, interval, action.Run, cancelable);

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        VirtualClock.Timer timer = null!;
        timer = new(
            () => Ring(timer, action),
            interval,
            () => process is { IsGone: true } || cancelable is { IsCancellationRequested: true }
        );
        Clock.Add(delay, timer);
    }

    private void Ring(VirtualClock.Timer timer, Action action)
    {
        if (process is null)
        {
            RunIfOn(timer, action);
        }
        else
        {
            process.Add("timer", () => RunIfOn(timer, action));
        }
    }

    private void RunIfOn(VirtualClock.Timer timer, Action action)
    {
        if (timer.IsOff)
        {
            return;
        }
        action();
        if (timer.Interval is { } interval && !timer.IsOff)
        {
            Clock.Add(interval, timer);
        }
    }
}
