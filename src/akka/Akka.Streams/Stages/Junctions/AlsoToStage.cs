using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Junctions;

/// <summary>
/// Sends every element to a side sink too. It asks for an element when both want one, and ends
/// when either does.
/// </summary>
internal sealed class AlsoToStage<T> : Stage<T>
{
    private readonly Output _main;
    private readonly Output _side;
    private readonly bool _propagateFailure;
    private bool _pushing;

    internal AlsoToStage(Island island, Stage<T> main, Stage<T> side, bool propagateFailure)
        : base(island)
    {
        _main = new Output(this, main);
        _side = new Output(this, side);
        _propagateFailure = propagateFailure;
    }

    internal override void OnPush(T element)
    {
        _main.Demand = _side.Demand = false;
        // Whoever cancels at this element must not keep it from the other one.
        _pushing = true;
        if (!_main.OutClosed)
            _main.Down.OnPush(element);
        if (!_side.OutClosed)
            _side.Down.OnPush(element);
        _pushing = false;
        SettleCancellation();
    }

    private void Pulled()
    {
        if (_main.Demand && _side.Demand)
            PullLater();
    }

    private void SettleCancellation()
    {
        if (_pushing || Stopped)
            return;
        if (_main.IsCancelled)
        {
            CancelUpstream(_main.Cause);
            if (_main.Cause is not null && _propagateFailure)
                _side.FailPort(_main.Cause);
            else
                _side.CompletePort();
            Stop();
        }
        else if (_side.IsCancelled)
        {
            var cause = _side.Cause;
            CancelUpstream(cause);
            if (cause is not null && _propagateFailure)
                _main.FailPort(cause);
            else
                _main.CompletePort();
            Stop();
        }
    }

    protected override void OnUpstreamFinish()
    {
        Stop();
        _side.CompletePort();
        _main.CompletePort();
    }

    protected override void OnUpstreamFailure(Exception cause)
    {
        Stop();
        _side.FailPort(cause);
        _main.FailPort(cause);
    }

    private sealed class Output(AlsoToStage<T> owner, Stage<T> down)
        : OutPort<T>(owner.Island, down)
    {
        internal bool Demand;
        internal bool IsCancelled;
        internal Exception? Cause;

        internal override void OnPull()
        {
            Demand = true;
            owner.Pulled();
        }

        protected override void OnCancel(Exception? cause)
        {
            IsCancelled = true;
            Cause = cause;
            Stop();
            owner.SettleCancellation();
        }
    }
}
