using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Timing;

/// <summary>
/// Lets elements pass at a rate, with a burst. The bucket is one number: the time at which it
/// would be full again.
/// </summary>
internal sealed class ThrottleStage<T> : SupervisedStage<T, T>
{
    private readonly StageTimer _timer;
    private readonly double _ticksPerToken;
    private readonly int _burst;
    private readonly Func<T, int>? _costOf;
    private readonly ThrottleMode _mode;
    private double _fullAt = double.MinValue; // ticks of the scheduler's clock
    private T _held = default!;
    private bool _isHeld;

    internal ThrottleStage(
        Island island,
        Attributes attributes,
        Stage<T> down,
        (int Cost, TimeSpan Per, int Burst, Func<T, int>? CostOf, ThrottleMode Mode) rate
    )
        : base(island, attributes, down)
    {
        _timer = new StageTimer(this);
        _ticksPerToken = (double)rate.Per.Ticks / rate.Cost;
        _burst = rate.Burst;
        _costOf = rate.CostOf;
        _mode = rate.Mode;
    }

    internal override void OnPush(T element)
    {
        int cost;
        try
        {
            cost = _costOf is null ? 1 : _costOf(element);
        }
        catch (Exception failure)
        {
            Supervise(failure);
            return;
        }
        var wait = Spend(cost);
        if (wait <= TimeSpan.Zero)
        {
            Down.OnPush(element);
        }
        else if (_mode == ThrottleMode.Enforcing)
        {
            FailStage(new OverflowException("Maximum throttle throughput exceeded"));
        }
        else
        {
            _held = element;
            _isHeld = true;
            _timer.Arm(wait);
        }
    }

    private TimeSpan Spend(int cost)
    {
        double now = Island.Now.Ticks;
        _fullAt = Math.Max(_fullAt, now) + cost * _ticksPerToken;
        return TimeSpan.FromTicks((long)Math.Ceiling(_fullAt - _burst * _ticksPerToken - now));
    }

    internal override void OnTimer()
    {
        var held = _held;
        _held = default!;
        _isHeld = false;
        Down.OnPush(held);
        if (InClosed)
            CompleteDownstream();
    }

    protected override void OnUpstreamFinish()
    {
        if (!_isHeld)
            CompleteDownstream();
    }

    protected override void PostStop() => _timer.Disarm();
}
