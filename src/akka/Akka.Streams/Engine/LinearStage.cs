using System.Runtime.CompilerServices;

namespace Akka.Streams.Engine;

/// <summary>One input, one output. By default every signal is passed on.</summary>
internal abstract class LinearStage<TIn, TOut> : Stage<TIn>
{
    internal readonly Stage<TOut> Down;

    protected LinearStage(Island island, Stage<TOut> down)
        : base(island)
    {
        Down = down;
        down.Up = this;
    }

    internal override void OnPull() => Up.OnPull();

    protected override void OnCancel(Exception? cause)
    {
        CancelUpstream(cause);
        Stop();
    }

    protected override void OnUpstreamFinish() => CompleteDownstream();

    protected override void OnUpstreamFailure(Exception cause) => FailDownstream(cause);

    /// <summary>Passes on what a user has made; null fails the stage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Push(TOut element)
    {
        if (element is null)
            FailStage(MissingElement.Failure());
        else
            Down.OnPush(element);
    }

    /// <summary>Ends the downstream and, with it, the stage; the upstream has ended before.</summary>
    protected void CompleteDownstream()
    {
        if (OutClosed)
            return;
        OutClosed = true;
        Stop();
        Down.Complete();
    }

    protected void FailDownstream(Exception cause)
    {
        if (OutClosed)
            return;
        OutClosed = true;
        Stop();
        Down.Fail(cause);
    }

    /// <summary>Cancels the upstream, completes the downstream.</summary>
    protected void CompleteStage()
    {
        CancelUpstream(null);
        CompleteDownstream();
    }

    /// <summary>Cancels the upstream with the cause, fails the downstream with it.</summary>
    protected void FailStage(Exception cause)
    {
        CancelUpstream(cause);
        FailDownstream(cause);
    }
}
