namespace Akka.Streams.Engine;

/// <summary>An output besides a stage's own one, for stages with several.</summary>
internal abstract class OutPort<T> : Stage
{
    internal readonly Stage<T> Down;

    protected OutPort(Island island, Stage<T> down)
        : base(island)
    {
        Down = down;
        down.Up = this;
    }

    internal void CompletePort()
    {
        if (OutClosed)
            return;
        OutClosed = true;
        Stop();
        Down.Complete();
    }

    internal void FailPort(Exception cause)
    {
        if (OutClosed)
            return;
        OutClosed = true;
        Stop();
        Down.Fail(cause);
    }
}

/// <summary>An input besides a stage's own one, for stages with several.</summary>
internal abstract class InPort<T>(Island island) : Stage<T>(island)
{
    internal void PullPort() => PullLater();

    internal void CancelPort(Exception? cause)
    {
        CancelUpstream(cause);
        Stop();
    }
}
