using System.Runtime.CompilerServices;

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

    /// <summary>Passes on what a user has made; null fails the stage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Push(TOut element)
    {
        if (element is null)
            FailStage(MissingElement.Failure());
        else
            Down.OnPush(element);
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
