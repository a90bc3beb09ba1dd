using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Timing;

/// <summary>Fails the stream when its first element is late.</summary>
internal sealed class InitialTimeoutStage<T> : LinearStage<T, T>
{
    private readonly StageTimer _timer;
    private readonly TimeSpan _timeout;
    private bool _seen;

    internal InitialTimeoutStage(Island island, Stage<T> down, TimeSpan timeout)
        : base(island, down)
    {
        _timer = new StageTimer(this);
        _timeout = timeout;
    }

    internal override void PreStart() => _timer.Arm(_timeout);

    internal override void OnPush(T element)
    {
        if (!_seen)
        {
            _seen = true;
            _timer.Disarm();
        }
        Down.OnPush(element);
    }

    internal override void OnTimer()
    {
        if (!_seen)
        {
            FailStage(
                new TimeoutException($"The first element has not yet passed through in {_timeout}.")
            );
        }
    }

    protected override void PostStop() => _timer.Disarm();
}

/// <summary>Fails the stream when it takes too long as a whole.</summary>
internal sealed class CompletionTimeoutStage<T> : LinearStage<T, T>
{
    private readonly StageTimer _timer;
    private readonly TimeSpan _timeout;

    internal CompletionTimeoutStage(Island island, Stage<T> down, TimeSpan timeout)
        : base(island, down)
    {
        _timer = new StageTimer(this);
        _timeout = timeout;
    }

    internal override void PreStart() => _timer.Arm(_timeout);

    internal override void OnPush(T element) => Down.OnPush(element);

    internal override void OnTimer() =>
        FailStage(new TimeoutException($"The stream has not been completed in {_timeout}."));

    protected override void PostStop() => _timer.Disarm();
}

/// <summary>
/// Fails the stream when two elements are too far apart. An element only notes the time: one
/// timer runs, and looks again when it fires.
/// </summary>
internal sealed class IdleTimeoutStage<T> : LinearStage<T, T>
{
    private readonly StageTimer _timer;
    private readonly TimeSpan _timeout;
    private TimeSpan _deadline;

    internal IdleTimeoutStage(Island island, Stage<T> down, TimeSpan timeout)
        : base(island, down)
    {
        _timer = new StageTimer(this);
        _timeout = timeout;
    }

    internal override void PreStart()
    {
        _deadline = Island.Now + _timeout;
        _timer.Arm(_timeout);
    }

    internal override void OnPush(T element)
    {
        _deadline = Island.Now + _timeout;
        Down.OnPush(element);
    }

    internal override void OnTimer()
    {
        var left = _deadline - Island.Now;
        if (left > TimeSpan.Zero)
            _timer.Arm(left);
        else
            FailStage(new TimeoutException($"No elements passed in the last {_timeout}."));
    }

    protected override void PostStop() => _timer.Disarm();
}

/// <summary>Fails the stream when the downstream takes too long to ask for the next element.</summary>
internal sealed class BackpressureTimeoutStage<T> : LinearStage<T, T>
{
    private readonly StageTimer _timer;
    private readonly TimeSpan _timeout;
    private TimeSpan _deadline;
    private bool _waiting = true;

    internal BackpressureTimeoutStage(Island island, Stage<T> down, TimeSpan timeout)
        : base(island, down)
    {
        _timer = new StageTimer(this);
        _timeout = timeout;
    }

    internal override void PreStart()
    {
        _deadline = Island.Now + _timeout;
        _timer.Arm(_timeout);
    }

    internal override void OnPull()
    {
        _waiting = false;
        Pull();
    }

    internal override void OnPush(T element)
    {
        _deadline = Island.Now + _timeout;
        _waiting = true;
        if (!_timer.IsArmed)
            _timer.Arm(_timeout);
        Down.OnPush(element);
    }

    internal override void OnTimer()
    {
        // While the demand is there nobody is late: the next element arms the timer again.
        if (!_waiting)
            return;
        var left = _deadline - Island.Now;
        if (left > TimeSpan.Zero)
            _timer.Arm(left);
        else
            FailStage(new TimeoutException($"No demand signalled in the last {_timeout}."));
    }

    protected override void PostStop() => _timer.Disarm();
}
