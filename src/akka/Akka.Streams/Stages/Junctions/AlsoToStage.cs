using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Junctions;

/// <summary>
/// Sends every element to a side sink too. It asks for an element when both want one. One that cancels or
/// fails is left behind; where failures are propagated, it ends the other one and the stream instead.
/// </summary>
internal sealed class AlsoToStage<T> : Stage<T>
{
    private readonly Output _main;
    private readonly Output _side;
    private readonly bool _propagateFailure;
    private bool _pushing;
    private bool _pulling;

    internal AlsoToStage(Island island, Stage<T> main, Stage<T> side, bool propagateFailure)
        : base(island)
    {
        _main = new Output(this, main);
        _side = new Output(this, side);
        _propagateFailure = propagateFailure;
    }

    internal override void OnPush(T element)
    {
        _pulling = _main.Demand = _side.Demand = false;
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
        if (_pulling || !_main.IsReady || !_side.IsReady)
            return;
        _pulling = true;
        PullLater();
    }

    private void SettleCancellation()
    {
        if (_pushing || Stopped)
            return;
        if (!_propagateFailure)
            LeaveBehind();
        else if (_main.IsCancelled)
            EndWith(_main, _side);
        else if (_side.IsCancelled)
            EndWith(_side, _main);
    }

    private void LeaveBehind()
    {
        if (_main.IsCancelled && _side.IsCancelled)
        {
            CancelUpstream(_main.Cause ?? _side.Cause);
            Stop();
        }
        else if (_main.IsCancelled || _side.IsCancelled)
        {
            Pulled();
        }
    }

    private void EndWith(Output ended, Output other)
    {
        CancelUpstream(ended.Cause);
        if (ended.Cause is { } cause)
            other.FailPort(cause);
        else
            other.CompletePort();
        Stop();
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

        internal bool IsReady => Demand || IsCancelled;

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
