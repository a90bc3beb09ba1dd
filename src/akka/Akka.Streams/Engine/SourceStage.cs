namespace Akka.Streams.Engine;

/// <summary>A stage without input.</summary>
internal abstract class SourceStage<TOut> : Stage
{
    internal readonly Stage<TOut> Down;

    protected SourceStage(Island island, Stage<TOut> down)
        : base(island)
    {
        Down = down;
        down.Up = this;
    }

    protected void CompleteStage()
    {
        if (OutClosed)
            return;
        OutClosed = true;
        Stop();
        Down.Complete();
    }

    protected void FailStage(Exception cause)
    {
        if (OutClosed)
            return;
        OutClosed = true;
        Stop();
        Down.Fail(cause);
    }
}
