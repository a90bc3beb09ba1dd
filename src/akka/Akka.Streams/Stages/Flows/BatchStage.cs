using Akka.Streams.Engine;
using Akka.Streams.Supervision;

namespace Akka.Streams.Stages.Flows;

/// <summary>
/// While the downstream is busy, takes further elements up to a total cost and folds them into
/// one. An idle downstream gets every element at once, so the stage adds no delay.
/// </summary>
internal sealed class BatchStage<TIn, TOut>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    long max,
    Func<TIn, long>? costOf,
    Func<TIn, TOut> seed,
    Func<TOut, TIn, TOut> aggregate
) : SupervisedStage<TIn, TOut>(island, attributes, down)
{
    private readonly long _max = max;
    private TOut _batch = default!;
    private TIn _pending = default!; // did not fit into the batch
    private long _pendingCost;
    private long _left = max;
    private bool _hasBatch;
    private bool _hasPending;
    private bool _demand;
    private bool _pulled;

    internal override void PreStart()
    {
        _pulled = true;
        PullLater();
    }

    internal override void OnPush(TIn element)
    {
        _pulled = false;
        try
        {
            var cost = costOf is null ? 1 : costOf(element);
            if (!_hasBatch)
            {
                _batch = seed(element);
                _left = _max - cost;
                _hasBatch = true;
            }
            else if (_left < cost)
            {
                _pending = element;
                _pendingCost = cost;
                _hasPending = true;
            }
            else
            {
                _batch = aggregate(_batch, element);
                _left -= cost;
            }
        }
        catch (Exception failure)
        {
            if (!Survives(failure))
                return;
        }
        if (_demand && _hasBatch)
            Emit();
        if (!_hasPending)
            PullMore();
    }

    internal override void OnPull()
    {
        _demand = true;
        if (_hasBatch)
            Emit();
        if (!Stopped && !_hasPending)
            PullMore();
    }

    private void Emit()
    {
        var batch = _batch;
        _batch = default!;
        _hasBatch = false;
        _demand = false;
        if (_hasPending)
            SeedPending();
        Push(batch);
        if (InClosed && !_hasBatch)
            CompleteDownstream();
    }

    private void SeedPending()
    {
        var pending = _pending;
        _pending = default!;
        _hasPending = false;
        try
        {
            _batch = seed(pending);
            _left = _max - _pendingCost;
            _hasBatch = true;
        }
        catch (Exception failure)
        {
            Survives(failure);
        }
    }

    private bool Survives(Exception failure)
    {
        var directive = Decide(failure);
        if (directive == Directive.Stop)
        {
            FailStage(failure);
            return false;
        }
        if (directive == Directive.Restart)
        {
            _batch = default!;
            _pending = default!;
            _hasBatch = _hasPending = false;
        }
        return true;
    }

    private void PullMore()
    {
        if (_pulled || InClosed)
            return;
        _pulled = true;
        PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        if (!_hasBatch)
            CompleteDownstream();
    }
}
