using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>
/// A scheduler whose time stands still until the test moves it. Set
/// <c>akka.scheduler.implementation</c> to its type and assembly, then cast the actor system's
/// scheduler to it.
/// </summary>
/// <remarks>
/// What is due runs on the thread that moves the time, in the order of its due times, and of
/// equal ones in the order of scheduling.
/// </remarks>
public class TestScheduler : IScheduler, IAdvancedScheduler, ITimeMovedByHand
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Item, (long Due, long Order)> _items = new();
    private readonly DateTimeOffset _start;
    private long _order;
    private DateTimeOffset _now;

    /// <summary>Made by the actor system.</summary>
    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
        _now = TimeProvider.System.GetUtcNow();
        _start = _now;
    }

    /// <inheritdoc/>
    public IAdvancedScheduler Advanced => this;

    /// <summary>The time that the test has set.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    /// <summary>The virtual time since the start.</summary>
    public TimeSpan MonotonicClock => Now - _start;

    /// <summary>The virtual time since the start.</summary>
    public TimeSpan HighResMonotonicClock => Now - _start;

    /// <summary>The time that the test has set.</summary>
    protected DateTimeOffset TimeNow => Now;

    /// <summary>Moves the time on, and runs what becomes due.</summary>
    public void Advance(TimeSpan offset) => AdvanceTo(Now + offset);

    /// <summary>Moves the time on, and runs what becomes due.</summary>
    /// <exception cref="InvalidOperationException">Time can't go back.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < Now)
        {
            throw new InvalidOperationException("You can't advance backwards...");
        }
        while (NextUntil(when) is { } item)
        {
            item.Run();
            if (item.Interval is { } interval && !item.IsCancelled)
            {
                Add(item with { Due = item.Due + interval });
            }
        }
    }

    /// <inheritdoc/>
    public void ScheduleTellOnce(
        TimeSpan delay,
        ICanTell receiver,
        object message,
        IActorRef sender
    ) => ScheduleTellOnce(delay, receiver, message, sender, null!);

    /// <inheritdoc/>
    public void ScheduleTellOnce(
        TimeSpan delay,
        ICanTell receiver,
        object message,
        IActorRef sender,
        ICancelable cancelable
    ) => Schedule(delay, null, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef sender
    ) => ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null!);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef sender,
        ICancelable cancelable
    ) => Schedule(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action) => Schedule(delay, null, action, null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Schedule(delay, null, action, cancelable);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action) =>
        ScheduleOnce(delay, action, null!);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        Schedule(delay, null, action.Run, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        Schedule(initialDelay, interval, action, null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        Action action,
        ICancelable cancelable
    ) => Schedule(initialDelay, interval, action, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null!);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        IRunnable action,
        ICancelable cancelable
    ) => Schedule(initialDelay, interval, action.Run, cancelable);

    private void Schedule(
        TimeSpan delay,
        TimeSpan? interval,
        Action action,
        ICancelable? cancelable
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval is { } pause)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(
                pause,
                TimeSpan.Zero,
                nameof(interval)
            );
        }
        Add(new Item(Now + delay, interval, action, cancelable));
    }

    private void Add(Item item)
    {
        lock (_gate)
        {
            _items.Enqueue(item, (item.Due.UtcTicks, _order++));
        }
    }

    /// <summary>Takes what is due next, and moves the time there; else to the end.</summary>
    private Item? NextUntil(DateTimeOffset when)
    {
        lock (_gate)
        {
            while (_items.TryPeek(out var item, out _) && item.Due <= when)
            {
                _items.Dequeue();
                if (!item.IsCancelled)
                {
                    _now = item.Due > _now ? item.Due : _now;
                    return item;
                }
            }
            _now = when;
            return null;
        }
    }

    private sealed record Item(
        DateTimeOffset Due,
        TimeSpan? Interval,
        Action Run,
        ICancelable? Cancelable
    )
    {
        internal bool IsCancelled => Cancelable?.IsCancellationRequested ?? false;
    }
}
