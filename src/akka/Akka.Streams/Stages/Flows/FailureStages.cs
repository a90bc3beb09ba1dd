using Akka.Streams.Engine;
using Akka.Util;

namespace Akka.Streams.Stages.Flows;

/// <summary>Turns a failure into one last element.</summary>
internal sealed class RecoverStage<T>(
    Island island,
    Stage<T> down,
    Func<Exception, Option<T>> recover
) : LinearStage<T, T>(island, down)
{
    private Option<T> _last = Option<T>.None;
    private bool _demand;

    internal override void OnPull()
    {
        if (InClosed)
        {
            Finish();
            return;
        }
        _demand = true;
        Pull();
    }

    internal override void OnPush(T element)
    {
        _demand = false;
        Push(element);
    }

    protected override void OnUpstreamFailure(Exception cause)
    {
        try
        {
            _last = recover(cause);
        }
        catch (Exception failure)
        {
            FailDownstream(failure);
            return;
        }
        if (!_last.HasValue)
            FailDownstream(cause);
        else if (_demand)
            Finish();
    }

    private void Finish()
    {
        Push(_last.Value);
        CompleteDownstream();
    }
}

/// <summary>Replaces the failure.</summary>
internal sealed class SelectErrorStage<T>(
    Island island,
    Stage<T> down,
    Func<Exception, Exception> mapper
) : LinearStage<T, T>(island, down)
{
    internal override void OnPush(T element) => Push(element);

    protected override void OnUpstreamFailure(Exception cause)
    {
        Exception mapped;
        try
        {
            mapped = mapper(cause) ?? cause;
        }
        catch (Exception failure)
        {
            mapped = failure;
        }
        FailDownstream(mapped);
    }
}
