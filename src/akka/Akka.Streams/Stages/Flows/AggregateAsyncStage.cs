using Akka.Streams.Engine;
using Akka.Streams.Supervision;

namespace Akka.Streams.Stages.Flows;

/// <summary>Folds with a function that returns tasks, one at a time.</summary>
internal sealed class AggregateAsyncStage<TIn, TOut>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    TOut zero,
    Func<TOut, TIn, Task<TOut>> aggregate,
    bool emitAll
) : SupervisedStage<TIn, TOut>(island, attributes, down)
{
    private readonly TOut _zero = zero;
    private TOut _state = zero;
    private Task<TOut>? _running;
    private Resumption? _resumption;
    private bool _demand;
    private bool _zeroSent = !emitAll;

    internal override void OnPull()
    {
        if (!_zeroSent)
        {
            _zeroSent = true;
            Push(_zero);
            if (InClosed && !Stopped)
                CompleteDownstream();
            return;
        }
        _demand = true;
        if (_running is not null)
            return;
        if (InClosed)
            Finish();
        else
            Pull();
    }

    internal override void OnPush(TIn element)
    {
        Task<TOut> task;
        try
        {
            task = aggregate(_state, element);
        }
        catch (Exception failure)
        {
            Failed(failure);
            return;
        }
        _running = task;
        if (task.IsCompleted)
            OnResume();
        else
            (_resumption ??= new Resumption(this)).Await(task);
    }

    internal override void OnResume()
    {
        if (Stopped || _running is null)
            return;
        var task = _running;
        _running = null;
        if (TaskFailure.Of(task) is { } failure)
        {
            Failed(failure);
            return;
        }
        _state = task.Result;
        Next();
    }

    private void Next()
    {
        if (emitAll)
        {
            _demand = false;
            Push(_state);
            if (InClosed && !Stopped)
                CompleteDownstream();
        }
        else if (InClosed)
        {
            Finish();
        }
        else
        {
            PullLater();
        }
    }

    private void Failed(Exception failure)
    {
        var directive = Decide(failure);
        if (directive == Directive.Stop)
        {
            FailStage(failure);
            return;
        }
        if (directive == Directive.Restart)
            _state = _zero;
        if (InClosed)
            Finish();
        else
            PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        if (_running is null && _zeroSent && (_demand || emitAll))
            Finish();
    }

    private void Finish()
    {
        if (!emitAll)
            Push(_state);
        CompleteDownstream();
    }
}
