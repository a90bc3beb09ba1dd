using System.Threading.Channels;
using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sinks;

/// <summary>Writes to a channel, as fast as the channel takes it.</summary>
internal sealed class ChannelSinkStage<T>(Island island, ChannelWriter<T> writer, bool isOwner)
    : SinkStage<T>(island)
{
    private Resumption? _resumption;
    private ValueTask<bool> _waiting;
    private bool _isWaiting;
    private T _held = default!;
    private bool _isHeld;

    internal override void PreStart() => PullWhenThereIsRoom();

    internal override void OnPush(T element)
    {
        if (!writer.TryWrite(element))
        {
            _held = element;
            _isHeld = true;
        }
        PullWhenThereIsRoom();
    }

    private void PullWhenThereIsRoom()
    {
        while (!Stopped)
        {
            _waiting = writer.WaitToWriteAsync();
            if (!_waiting.IsCompleted)
            {
                _isWaiting = true;
                (_resumption ??= new Resumption(this)).Await(_waiting);
                return;
            }
            if (!HasRoom())
                return;
            if (!_isHeld)
            {
                if (InClosed)
                    End(null);
                else
                    PullLater();
                return;
            }
            if (writer.TryWrite(_held))
            {
                _held = default!;
                _isHeld = false;
            }
        }
    }

    internal override void OnResume()
    {
        if (!_isWaiting)
            return;
        _isWaiting = false;
        if (!HasRoom() || Stopped)
            return;
        if (_isHeld && writer.TryWrite(_held))
        {
            _held = default!;
            _isHeld = false;
        }
        if (_isHeld)
            PullWhenThereIsRoom();
        else if (InClosed)
            End(null);
        else
            PullLater();
    }

    /// <summary>False when the channel was completed; then nobody reads any more.</summary>
    private bool HasRoom()
    {
        try
        {
            if (_waiting.GetAwaiter().GetResult())
                return true;
            CancelStage(null);
        }
        catch (Exception failure)
        {
            CancelStage(failure);
        }
        return false;
    }

    protected override void OnUpstreamFinish()
    {
        if (!_isHeld)
            End(null);
    }

    protected override void OnUpstreamFailure(Exception cause) => End(cause);

    protected override void OnAbort(Exception cause)
    {
        if (isOwner)
            writer.TryComplete(cause);
    }

    private void End(Exception? cause)
    {
        if (isOwner)
            writer.TryComplete(cause);
        Stop();
    }
}
