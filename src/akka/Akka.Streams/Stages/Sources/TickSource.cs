using Akka.Actor;
using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sources;

/// <summary>Emits at every tick for which there is demand, until it is cancelled.</summary>
internal sealed class TickSource<T> : SourceStage<T>
{
    private readonly (TimeSpan Initial, TimeSpan Interval) _rhythm;
    private readonly T _tick;
    private readonly Cancelable _cancelable;
    private readonly Cancelable _ticking;
    private readonly WakeSignal _wake;
    private CancellationTokenRegistration _registration;
    private int _due;
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
        _ticking = new Cancelable(island.Scheduler.Advanced);
        _wake = new WakeSignal(this);
    }

    internal ICancelable Cancelable => _cancelable;

    internal override void PreStart()
    {
        _registration = _cancelable.Token.Register(
            static wake => ((WakeSignal)wake!).Send(),
            _wake
        );
        Island.Scheduler.Advanced.ScheduleRepeatedly(
            _rhythm.Initial,
            _rhythm.Interval,
            () =>
            {
                Interlocked.Increment(ref _due);
                _wake.Send();
            },
            _ticking
        );
    }

    internal override void OnPull() => _demand = true;

    internal override void OnResume()
    {
        if (_cancelable.IsCancellationRequested)
        {
            CompleteStage();
            return;
        }
        if (Volatile.Read(ref _due) == 0)
            return;
        // One tick at a time, so that the downstream can ask again between two of them.
        if (Interlocked.Decrement(ref _due) > 0)
            _wake.Send();
        if (!_demand)
            return;
        _demand = false;
        Push(_tick);
    }

    protected override void PostStop()
    {
        _ticking.Cancel();
        _registration.Unregister();
        _cancelable.Cancel();
    }
}
