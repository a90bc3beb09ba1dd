namespace Akka.Streams.Engine;

/// <summary>A stage without output.</summary>
internal abstract class SinkStage<TIn>(Island island) : Stage<TIn>(island)
{
    internal override void PreStart() => PullLater();

    protected override void OnUpstreamFinish() => Stop();

    protected override void OnUpstreamFailure(Exception cause) => Stop();

    protected void CancelStage(Exception? cause)
    {
        CancelUpstream(cause);
        Stop();
    }
}

/// <summary>A sink whose materialised value is a task.</summary>
internal abstract class PromiseSinkStage<TIn, TResult>(Island island) : SinkStage<TIn>(island)
{
    protected readonly Promise<TResult> Promise = new(island);

    internal Task<TResult> Result => Promise.Task;

    protected override void OnUpstreamFailure(Exception cause)
    {
        Promise.Fail(cause);
        Stop();
    }

    protected override void OnAbort(Exception cause) => Promise.Fail(cause);

    protected void Succeed(TResult result)
    {
        Promise.Succeed(result);
        CancelUpstream(null);
        Stop();
    }

    protected void FailSink(Exception cause)
    {
        Promise.Fail(cause);
        CancelUpstream(cause);
        Stop();
    }
}
