using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Flows;

/// <summary>Tells by a task how the stream has ended at this point, exactly once.</summary>
internal sealed class WatchTerminationStage<T>(Island island, Stage<T> down)
    : LinearStage<T, T>(island, down)
{
    private readonly Promise<Done> _promise = new(island);

    internal Task<Done> Termination => _promise.Task;

    internal override void OnPush(T element) => Down.OnPush(element);

    protected override void OnUpstreamFinish()
    {
        _promise.Succeed(Done.Instance);
        CompleteDownstream();
    }

    protected override void OnUpstreamFailure(Exception cause)
    {
        _promise.Fail(cause);
        FailDownstream(cause);
    }

    protected override void OnCancel(Exception? cause)
    {
        if (cause is null)
            _promise.Succeed(Done.Instance);
        else
            _promise.Fail(cause);
        base.OnCancel(cause);
    }

    protected override void OnAbort(Exception cause) => _promise.Fail(cause);
}
