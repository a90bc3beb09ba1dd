using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Timing;

/// <summary>Completes the stream after a time.</summary>
internal sealed class TakeWithinStage<T> : LinearStage<T, T>
{
    private readonly StageTimer _timer;
    private readonly TimeSpan _duration;

    internal TakeWithinStage(Island island, Stage<T> down, TimeSpan duration)
        : base(island, down)
    {
        _timer = new StageTimer(this);
        _duration = duration;
    }

    internal override void PreStart() => _timer.Arm(_duration);

    internal override void OnPush(T element) => Down.OnPush(element);

    internal override void OnTimer() => CompleteStage();

    protected override void PostStop() => _timer.Disarm();
}

/// <summary>Drops what comes before a time has passed.</summary>
internal sealed class SkipWithinStage<T>(Island island, Stage<T> down, TimeSpan duration)
    : LinearStage<T, T>(island, down)
{
    private TimeSpan _until;
    private bool _passing;

    internal override void PreStart() => _until = Island.Now + duration;

    internal override void OnPush(T element)
    {
        if (!_passing && Island.Now >= _until)
            _passing = true;
        if (_passing)
            Down.OnPush(element);
        else
            PullLater();
    }
}

/// <summary>Holds back the first demand for a time.</summary>
internal sealed class InitialDelayStage<T> : LinearStage<T, T>
{
    private readonly StageTimer _timer;
    private readonly TimeSpan _delay;
    private bool _open;
    private bool _demand;

    internal InitialDelayStage(Island island, Stage<T> down, TimeSpan delay)
        : base(island, down)
    {
        _timer = new StageTimer(this);
        _delay = delay;
    }

    internal override void PreStart()
    {
        if (_delay == TimeSpan.Zero)
            _open = true;
        else
            _timer.Arm(_delay);
    }

    internal override void OnPull()
    {
        if (_open)
            Pull();
        else
            _demand = true;
    }

    internal override void OnPush(T element) => Down.OnPush(element);

    internal override void OnTimer()
    {
        _open = true;
        if (_demand)
            Pull();
    }

    protected override void PostStop() => _timer.Disarm();
}
