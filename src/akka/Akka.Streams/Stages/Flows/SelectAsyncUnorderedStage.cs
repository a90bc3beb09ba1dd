using Akka.Dispatch;
using Akka.Streams.Engine;
using Akka.Streams.Supervision;

namespace Akka.Streams.Stages.Flows;

/// <summary>Runs up to so many tasks at a time and emits each result when it is there.</summary>
internal sealed class SelectAsyncUnorderedStage<TIn, TOut>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    int parallelism,
    Func<TIn, Task<TOut>> mapper
) : SupervisedStage<TIn, TOut>(island, attributes, down)
{
    private RingBuffer<TOut> _results;
    private Wait? _spare;
    private int _running;
    private bool _demand;
    private bool _pulled;

    internal override void OnPull()
    {
        if (_results.Count == 0)
        {
            _demand = true;
        }
        else
        {
            Down.OnPush(_results.Dequeue());
            if (Stopped)
                return;
        }
        PullMore();
    }

    internal override void OnPush(TIn element)
    {
        _pulled = false;
        Task<TOut> task;
        try
        {
            task = mapper(element);
        }
        catch (Exception failure)
        {
            Failed(failure);
            return;
        }
        if (task.IsCompleted)
        {
            Finished(task);
            return;
        }
        _running++;
        var wait = _spare ?? new Wait(this);
        _spare = null;
        wait.Start(task);
        PullMore();
    }

    private void Finished(Task<TOut> task)
    {
        if (TaskFailure.OfElement(task) is { } failure)
        {
            Failed(failure);
            return;
        }
        if (_demand)
        {
            _demand = false;
            Down.OnPush(task.Result);
            if (Stopped)
                return;
        }
        else
        {
            _results.Enqueue(task.Result);
        }
        PullMore();
    }

    private void Failed(Exception failure)
    {
        if (Decide(failure) == Directive.Stop)
            FailStage(failure);
        else
            PullMore();
    }

    private void PullMore()
    {
        var held = _running + _results.Count;
        if (InClosed)
        {
            if (held == 0)
                CompleteDownstream();
            return;
        }
        if (_pulled || held >= parallelism)
            return;
        _pulled = true;
        PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        if (_running + _results.Count == 0)
            CompleteDownstream();
    }

    private sealed class Wait : Signal
    {
        private readonly SelectAsyncUnorderedStage<TIn, TOut> _stage;
        private readonly Action _send;
        private Task<TOut>? _task;

        internal Wait(SelectAsyncUnorderedStage<TIn, TOut> stage)
        {
            _stage = stage;
            _send = () => _stage.Island.Send(this);
        }

        internal void Start(Task<TOut> task)
        {
            _task = task;
            task.ConfigureAwait(Continuations.FollowDispatcher)
                .GetAwaiter()
                .UnsafeOnCompleted(_send);
        }

        internal override void Deliver()
        {
            if (_stage.Stopped)
                return;
            var task = _task!;
            _task = null;
            _stage._spare ??= this;
            _stage._running--;
            _stage.Finished(task);
        }
    }
}
