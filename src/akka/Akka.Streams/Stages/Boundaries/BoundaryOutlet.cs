using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Boundaries;

/// <summary>
/// The beginning of the island behind an asynchronous boundary: passes on what was written, on demand. A
/// failure overtakes the elements that lie in the buffer, a completion doesn't.
/// </summary>
internal sealed class BoundaryOutlet<T> : SourceStage<T>
{
    private readonly BoundaryBuffer<T> _buffer;
    private readonly WakeSignal _wake;
    private int _readSinceWake;
    private bool _demand;

    internal BoundaryOutlet(Island island, Stage<T> down, BoundaryBuffer<T> buffer)
        : base(island, down)
    {
        _buffer = buffer;
        _wake = new WakeSignal(this);
    }

    internal BoundaryInlet<T> Inlet { get; set; } = null!;

    internal void Wake() => _wake.Send();

    internal override void OnPull()
    {
        _demand = true;
        Serve();
    }

    internal override void OnResume() => Serve();

    protected override void OnCancel(Exception? cause)
    {
        Tell(cause);
        Stop();
    }

    protected override void OnAbort(Exception cause) => Tell(cause);

    private void Serve()
    {
        // Read before the buffer: what was written before the end is then seen, too.
        var ending = _buffer.Upstream;
        if (ending?.Cause is { } cause)
        {
            FailStage(cause);
            return;
        }
        if (_demand && _buffer.TryRead(out var element))
        {
            _demand = false;
            SayThereIsRoom();
            Down.OnPush(element);
        }
        if (ending is not null && !Stopped && _buffer.IsEmpty)
            CompleteStage();
    }

    private void SayThereIsRoom()
    {
        if (++_readSinceWake < _buffer.ReadsBetweenWakes)
            return;
        _readSinceWake = 0;
        Inlet.Wake();
    }

    private void Tell(Exception? cause)
    {
        _buffer.EndDownstream(cause);
        Inlet.Wake();
    }
}
