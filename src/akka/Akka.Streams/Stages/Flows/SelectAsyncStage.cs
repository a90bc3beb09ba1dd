using Akka.Dispatch;
using Akka.Streams.Engine;
using Akka.Streams.Supervision;

namespace Akka.Streams.Stages.Flows;

/// <summary>
/// Runs up to so many tasks at a time and emits their results in the order of the elements. A task
/// that has already completed costs no allocation and no detour.
/// </summary>
internal sealed class SelectAsyncStage<TIn, TOut>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    int parallelism,
    Func<TIn, Task<TOut>> mapper
) : SupervisedStage<TIn, TOut>(island, attributes, down)
{
    private RingBuffer<Slot> _running;
    private Slot? _spare;
    private bool _demand;
    private bool _pulled;

    internal override void OnPull()
    {
        _demand = true;
        Drain();
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
            if (Decide(failure) == Directive.Stop)
                FailStage(failure);
            else
                Drain();
            return;
        }
        if (
            _running.Count == 0
            && _demand
            && task.IsCompletedSuccessfully
            && task.Result is not null
        )
        {
            _demand = false;
            Down.OnPush(task.Result);
            PullMore();
            return;
        }
        var slot = _spare ?? new Slot(this);
        _spare = null;
        _running.Enqueue(slot);
        if (slot.Start(task))
            Finished(slot);
        else
            PullMore();
    }

    private void Finished(Slot slot)
    {
        if (slot.Failure is { } failure && Decide(failure) == Directive.Stop)
            FailStage(failure);
        else
            Drain();
    }

    private void Drain()
    {
        while (_running.Count > 0 && _running[0].IsDone)
        {
            if (!_demand && _running[0].Failure is null)
                break;
            var slot = _running.Dequeue();
            var failed = slot.Failure is not null;
            var result = slot.Take();
            _spare ??= slot;
            if (failed)
                continue;
            _demand = false;
            Down.OnPush(result);
            if (Stopped)
                return;
        }
        PullMore();
    }

    private void PullMore()
    {
        if (InClosed)
        {
            if (_running.Count == 0)
                CompleteDownstream();
            return;
        }
        if (_pulled || _running.Count >= parallelism)
            return;
        _pulled = true;
        PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        if (_running.Count == 0)
            CompleteDownstream();
    }

    private sealed class Slot : Signal
    {
        private readonly SelectAsyncStage<TIn, TOut> _stage;
        private readonly Action _send;
        private Task<TOut>? _task;

        internal Slot(SelectAsyncStage<TIn, TOut> stage)
        {
            _stage = stage;
            _send = () => _stage.Island.Send(this);
        }

        internal bool IsDone { get; private set; }

        internal Exception? Failure { get; private set; }

        /// <summary>Says whether the task had already ended.</summary>
        internal bool Start(Task<TOut> task)
        {
            _task = task;
            if (!task.IsCompleted)
            {
                task.ConfigureAwait(Continuations.FollowDispatcher)
                    .GetAwaiter()
                    .UnsafeOnCompleted(_send);
                return false;
            }
            MarkDone();
            return true;
        }

        internal TOut Take()
        {
            var result = Failure is null ? _task!.Result : default!;
            _task = null;
            Failure = null;
            IsDone = false;
            return result;
        }

        private void MarkDone()
        {
            IsDone = true;
            Failure = TaskFailure.OfElement(_task!);
        }

        internal override void Deliver()
        {
            if (_stage.Stopped)
                return;
            MarkDone();
            _stage.Finished(this);
        }
    }
}
