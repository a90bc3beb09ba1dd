using Akka.Streams.Engine;
using Akka.Streams.Supervision;

namespace Akka.Streams.Stages.Flows;

/// <summary>
/// Emits what the function makes of each element. It looks one ahead in the current enumerable, so
/// that the stream completes with its last element.
/// </summary>
internal sealed class SelectManyStage<TIn, TOut>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    Func<Func<TIn, IEnumerable<TOut>>> createMapper
) : SupervisedStage<TIn, TOut>(island, attributes, down)
{
    private Func<TIn, IEnumerable<TOut>>? _mapper;
    private IEnumerator<TOut>? _current; // stands on the next element to emit

    internal override void OnPush(TIn element)
    {
        try
        {
            _mapper ??= createMapper();
            _current = _mapper(element)?.GetEnumerator();
            Advance();
        }
        catch (Exception failure)
        {
            Recover(failure);
            if (!Stopped)
                PullLater();
            return;
        }
        if (_current is null)
            PullLater();
        else
            Emit();
    }

    internal override void OnPull()
    {
        if (_current is null)
            Pull();
        else
            Emit();
    }

    private void Emit()
    {
        TOut next;
        try
        {
            next = _current!.Current;
        }
        catch (Exception failure)
        {
            Recover(failure);
            if (InClosed)
                CompleteDownstream();
            else
                PullLater();
            return;
        }
        Push(next);
        if (Stopped)
            return;
        try
        {
            Advance();
        }
        catch (Exception failure)
        {
            Recover(failure);
        }
        if (_current is null && InClosed)
            CompleteDownstream();
    }

    private void Advance()
    {
        if (_current is not null && !_current.MoveNext())
            Release();
    }

    private void Recover(Exception failure)
    {
        Release();
        switch (Decide(failure))
        {
            case Directive.Stop:
                FailStage(failure);
                break;
            case Directive.Restart:
                _mapper = null;
                break;
        }
    }

    private void Release()
    {
        var current = _current;
        _current = null;
        current?.Dispose();
    }

    protected override void OnUpstreamFinish()
    {
        if (_current is null)
            CompleteDownstream();
    }

    protected override void PostStop() => Release();
}
