using Akka.Dispatch;
using Akka.Streams.Engine;
using Akka.Streams.Supervision;

namespace Akka.Streams.Stages.Sinks;

/// <summary>Runs up to so many tasks at a time; completed ones cost nothing extra.</summary>
internal sealed class ForEachAsyncSink<T>(
    Island island,
    Attributes attributes,
    int parallelism,
    Func<T, Task> action
) : PromiseSinkStage<T, Done>(island)
{
    private Wait? _spare;
    private int _running;
    private bool _pulled;

    internal override void PreStart() => PullMore();

    internal override void OnPush(T element)
    {
        _pulled = false;
        Task task;
        try
        {
            task = action(element);
        }
        catch (Exception failure)
        {
            Failed(failure);
            return;
        }
        if (task.IsCompletedSuccessfully)
        {
            PullMore();
            return;
        }
        if (task.IsCompleted)
        {
            Failed(TaskFailure.Of(task)!);
            return;
        }
        _running++;
        var wait = _spare ?? new Wait(this);
        _spare = null;
        wait.Start(task);
        PullMore();
    }

    private void Failed(Exception failure)
    {
        if (Island.Decide(attributes, failure) == Directive.Stop)
            FailSink(failure);
        else
            PullMore();
    }

    private void PullMore()
    {
        if (InClosed)
        {
            if (_running == 0)
                Succeed(Done.Instance);
            return;
        }
        if (_pulled || _running >= parallelism)
            return;
        _pulled = true;
        PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        if (_running == 0)
            Succeed(Done.Instance);
    }

    private sealed class Wait : Signal
    {
        private readonly ForEachAsyncSink<T> _sink;
        private readonly Action _send;
        private Task? _task;

        internal Wait(ForEachAsyncSink<T> sink)
        {
            _sink = sink;
            _send = () => _sink.Island.Send(this);
        }

        internal void Start(Task task)
        {
            _task = task;
            task.ConfigureAwait(Continuations.FollowDispatcher)
                .GetAwaiter()
                .UnsafeOnCompleted(_send);
        }

        internal override void Deliver()
        {
            var task = _task!;
            _task = null;
            var failure = TaskFailure.Of(task);
            if (_sink.Stopped)
                return;
            _sink._running--;
            _sink._spare ??= this;
            if (failure is null)
                _sink.PullMore();
            else
                _sink.Failed(failure);
        }
    }
}
