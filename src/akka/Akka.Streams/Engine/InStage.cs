using System.Runtime.CompilerServices;

namespace Akka.Streams.Engine;

/// <summary>A stage seen from its upstream: it receives elements and the end of the stream.</summary>
internal abstract class Stage<TIn>(Island island) : Stage(island)
{
    internal Stage Up = null!;

    /// <summary>Set when the upstream has ended or was cancelled.</summary>
    internal bool InClosed;

    internal abstract void OnPush(TIn element);

    protected abstract void OnUpstreamFinish();

    protected abstract void OnUpstreamFailure(Exception cause);

    internal void Complete()
    {
        if (InClosed)
            return;
        InClosed = true;
        OnUpstreamFinish();
    }

    internal void Fail(Exception cause)
    {
        if (InClosed)
            return;
        InClosed = true;
        OnUpstreamFailure(cause);
    }

    /// <summary>Asks for the next element; only while serving a pull, a signal or the start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Pull() => Up.OnPull();

    /// <summary>Asks for the next element from anywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void PullLater()
    {
        if (!InClosed)
            Island.Defer(Up);
    }

    protected void CancelUpstream(Exception? cause)
    {
        if (InClosed)
            return;
        InClosed = true;
        Up.Cancel(cause);
    }

    private protected override void CloseInput()
    {
        if (InClosed)
            return;
        InClosed = true;
    }
}
