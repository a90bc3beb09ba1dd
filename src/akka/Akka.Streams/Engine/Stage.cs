namespace Akka.Streams.Engine;

/// <summary>
/// One step of a running stream, seen from its downstream: it can be pulled and cancelled.
/// Stages of an island call each other directly; everything runs serially inside the island.
/// </summary>
/// <remarks>
/// Two rules keep the stack bounded by the length of the graph. A push is always a direct call.
/// A pull may be direct only while serving a pull or a start; a stage that wants the next element
/// while it is being pushed must defer the pull to the island (<see cref="Island.Defer"/>).
/// </remarks>
internal abstract class Stage
{
    internal readonly Island Island;
    internal Stage? NextStage;
    internal Stage? PreviousStage;

    /// <summary>Set when nothing more may be sent downstream; deferred pulls are then dropped.</summary>
    internal bool OutClosed;
    internal bool Started;
    internal bool Stopped;

    protected Stage(Island island)
    {
        Island = island;
        island.Add(this);
    }

    /// <summary>Runs once, inside the island, after the whole graph is wired.</summary>
    internal virtual void PreStart() { }

    /// <summary>Runs once, when the stage has no open end left or the island dies.</summary>
    protected virtual void PostStop() { }

    internal virtual void OnPull() { }

    /// <param name="cause">Why the downstream gave up; null when it simply has enough.</param>
    protected virtual void OnCancel(Exception? cause) => Stop();

    /// <summary>An awaited operation has finished, see <see cref="Resumption"/>.</summary>
    internal virtual void OnResume() { }

    /// <summary>A timer has fired, see <see cref="StageTimer"/>.</summary>
    internal virtual void OnTimer() { }

    /// <summary>The island dies before the stage has finished; <see cref="PostStop"/> follows.</summary>
    protected virtual void OnAbort(Exception cause) { }

    internal void Cancel(Exception? cause)
    {
        if (OutClosed)
            return;
        OutClosed = true;
        OnCancel(cause);
    }

    internal void Abort(Exception cause)
    {
        if (Stopped)
            return;
        OutClosed = true;
        CloseInput();
        OnAbort(cause);
        Stop();
    }

    private protected virtual void CloseInput() { }

    protected void Stop()
    {
        if (Stopped)
            return;
        Stopped = true;
        OutClosed = true;
        Island.Remove(this);
        PostStop();
    }
}
