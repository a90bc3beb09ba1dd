using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Junctions;

/// <summary>One output and several inputs.</summary>
internal abstract class FanInStage<TOut>(Island island, Stage<TOut> down)
    : SourceStage<TOut>(island, down)
{
    /// <summary>Ends the inputs that are still open.</summary>
    protected abstract void CancelInputs(Exception? cause);

    protected override void OnCancel(Exception? cause)
    {
        CancelInputs(cause);
        Stop();
    }

    internal void CompleteAll()
    {
        CancelInputs(null);
        CompleteStage();
    }

    internal void FailAll(Exception cause)
    {
        CancelInputs(cause);
        FailStage(cause);
    }
}
