using Akka.Streams.Engine;
using Akka.Streams.Supervision;

namespace Akka.Streams.Stages.Flows;

/// <summary>Emits the start value and then every intermediate result.</summary>
internal sealed class ScanStage<TIn, TOut>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    TOut zero,
    Func<TOut, TIn, TOut> aggregate
) : SupervisedStage<TIn, TOut>(island, attributes, down)
{
    private readonly TOut _zero = zero;
    private TOut _state = zero;
    private bool _zeroSent;

    internal override void OnPull()
    {
        if (_zeroSent)
        {
            Pull();
            return;
        }
        _zeroSent = true;
        Push(_zero);
        if (InClosed)
            CompleteDownstream();
    }

    internal override void OnPush(TIn element)
    {
        try
        {
            _state = aggregate(_state, element);
        }
        catch (Exception failure)
        {
            var directive = Decide(failure);
            if (directive == Directive.Stop)
            {
                FailStage(failure);
                return;
            }
            if (directive == Directive.Resume)
            {
                PullLater();
                return;
            }
            _state = _zero;
        }
        Push(_state);
    }

    protected override void OnUpstreamFinish()
    {
        if (_zeroSent)
            CompleteDownstream();
    }
}

/// <summary>Emits the final result only.</summary>
internal sealed class AggregateStage<TIn, TOut>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    TOut zero,
    Func<TOut, TIn, TOut> aggregate
) : SupervisedStage<TIn, TOut>(island, attributes, down)
{
    private readonly TOut _zero = zero;
    private TOut _state = zero;
    private bool _demand;

    internal override void OnPull()
    {
        _demand = true;
        if (InClosed)
            Finish();
        else
            Pull();
    }

    internal override void OnPush(TIn element)
    {
        try
        {
            _state = aggregate(_state, element);
        }
        catch (Exception failure)
        {
            var directive = Decide(failure);
            if (directive == Directive.Stop)
            {
                FailStage(failure);
                return;
            }
            if (directive == Directive.Restart)
                _state = _zero;
        }
        PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        if (_demand)
            Finish();
    }

    private void Finish()
    {
        Push(_state);
        CompleteDownstream();
    }
}

/// <summary>Reduces without a start value; an empty stream fails.</summary>
internal sealed class SumStage<T>(
    Island island,
    Attributes attributes,
    Stage<T> down,
    Func<T, T, T> reduce
) : SupervisedStage<T, T>(island, attributes, down)
{
    private T _state = default!;
    private bool _hasState;
    private bool _demand;

    internal override void OnPull()
    {
        _demand = true;
        if (InClosed)
            Finish();
        else
            Pull();
    }

    internal override void OnPush(T element)
    {
        try
        {
            _state = _hasState ? reduce(_state, element) : element;
            _hasState = true;
        }
        catch (Exception failure)
        {
            var directive = Decide(failure);
            if (directive == Directive.Stop)
            {
                FailStage(failure);
                return;
            }
            if (directive == Directive.Restart)
                _hasState = false;
        }
        PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        if (!_hasState)
            FailDownstream(new NoSuchElementException("Sum over an empty stream"));
        else if (_demand)
            Finish();
    }

    private void Finish()
    {
        Push(_state);
        CompleteDownstream();
    }
}
