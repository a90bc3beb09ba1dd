using Akka.Actor;
using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sources;

/// <summary>Emits at every tick for which there is demand, until it is cancelled.</summary>
internal sealed class TickSource<T> : SourceStage<T>
{
    private readonly (TimeSpan Initial, TimeSpan Interval) _rhythm;
    private readonly T _tick;
    private readonly Cancelable _cancelable;
    private readonly WakeSignal _wake;
    private readonly StageTimer _timer;
    private CancellationTokenRegistration _registration;
    private TimeSpan _next;
    private bool _demand;

    internal TickSource(
        Island island,
        Stage<T> down,
        (TimeSpan Initial, TimeSpan Interval) rhythm,
        T tick
    )
        : base(island, down)
    {
        _rhythm = rhythm;
        _tick = tick;
        _cancelable = new Cancelable(island.Scheduler.Advanced);
        _wake = new WakeSignal(this);
        _timer = new StageTimer(this);
    }

    internal ICancelable Cancelable => _cancelable;

    internal override void PreStart()
    {
        _registration = _cancelable.Token.Register(
            static wake => ((WakeSignal)wake!).Send(),
            _wake
        );
        _next = Island.Now + _rhythm.Initial;
        _timer.Arm(_rhythm.Initial);
    }

    internal override void OnPull() => _demand = true;

    internal override void OnTimer()
    {
        // The next tick is counted from when this one was due: late timers add no drift.
        _next += _rhythm.Interval;
        _timer.Arm(_next - Island.Now);
        if (!_demand)
            return;
        _demand = false;
        Down.OnPush(_tick);
    }

    internal override void OnResume()
    {
        if (_cancelable.IsCancellationRequested)
            CompleteStage();
    }

    protected override void PostStop()
    {
        _timer.Disarm();
        _registration.Dispose();
        _cancelable.Cancel();
    }
}
