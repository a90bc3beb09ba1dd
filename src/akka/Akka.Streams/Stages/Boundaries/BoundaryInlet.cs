using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Boundaries;

/// <summary>The end of the island in front of an asynchronous boundary: writes while there is room.</summary>
internal sealed class BoundaryInlet<T> : SinkStage<T>
{
    private readonly BoundaryBuffer<T> _buffer;
    private readonly BoundaryOutlet<T> _outlet;
    private readonly WakeSignal _wake;
    private bool _waitsForRoom;

    internal BoundaryInlet(Island island, BoundaryBuffer<T> buffer, BoundaryOutlet<T> outlet)
        : base(island)
    {
        _buffer = buffer;
        _outlet = outlet;
        _wake = new WakeSignal(this);
        outlet.Inlet = this;
    }

    internal void Wake() => _wake.Send();

    internal override void OnPush(T element)
    {
        _buffer.Write(element);
        _outlet.Wake();
        if (_buffer.HasRoom)
            PullLater();
        else
            _waitsForRoom = true;
    }

    internal override void OnResume()
    {
        if (_buffer.Downstream is { } ending)
        {
            CancelStage(ending.Cause);
        }
        else if (_waitsForRoom && _buffer.HasRoom)
        {
            _waitsForRoom = false;
            PullLater();
        }
    }

    protected override void OnUpstreamFinish() => End(null);

    protected override void OnUpstreamFailure(Exception cause) => End(cause);

    protected override void OnAbort(Exception cause) => Tell(cause);

    private void End(Exception? cause)
    {
        Tell(cause);
        Stop();
    }

    private void Tell(Exception? cause)
    {
        _buffer.EndUpstream(cause);
        _outlet.Wake();
    }
}
