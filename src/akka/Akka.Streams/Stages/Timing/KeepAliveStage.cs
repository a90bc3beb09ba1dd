using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Timing;

/// <summary>
/// Emits an element of its own when the upstream was silent for too long and the downstream wants
/// one. It asks one element ahead.
/// </summary>
internal sealed class KeepAliveStage<TIn, TOut> : LinearStage<TIn, TOut>
    where TIn : TOut
{
    private readonly StageTimer _timer;
    private readonly TimeSpan _timeout;
    private readonly Func<TOut> _inject;
    private TIn _held = default!;
    private TimeSpan _deadline;
    private bool _isHeld;
    private bool _demand;

    internal KeepAliveStage(Island island, Stage<TOut> down, TimeSpan timeout, Func<TOut> inject)
        : base(island, down)
    {
        _timer = new StageTimer(this);
        _timeout = timeout;
        _inject = inject;
    }

    internal override void PreStart()
    {
        _deadline = Island.Now + _timeout;
        PullLater();
    }

    internal override void OnPush(TIn element)
    {
        _deadline = Island.Now + _timeout;
        if (!_demand)
        {
            _held = element;
            _isHeld = true;
            return;
        }
        _demand = false;
        PullLater();
        Down.OnPush(element);
    }

    internal override void OnPull()
    {
        if (_isHeld)
        {
            var held = _held;
            _held = default!;
            _isHeld = false;
            PullLater();
            Down.OnPush(held);
            if (InClosed)
                CompleteDownstream();
            return;
        }
        _demand = true;
        Inject();
    }

    internal override void OnTimer() => Inject();

    private void Inject()
    {
        if (!_demand)
            return;
        var now = Island.Now;
        if (now < _deadline)
        {
            if (!_timer.IsArmed)
                _timer.Arm(_deadline - now);
            return;
        }
        TOut injected;
        try
        {
            injected = _inject();
        }
        catch (Exception failure)
        {
            FailStage(failure);
            return;
        }
        _demand = false;
        _deadline = now + _timeout;
        Push(injected);
    }

    protected override void OnUpstreamFinish()
    {
        if (!_isHeld)
            CompleteDownstream();
    }

    protected override void PostStop() => _timer.Disarm();
}
