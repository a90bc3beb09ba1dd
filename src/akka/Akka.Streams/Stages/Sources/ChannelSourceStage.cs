using System.Threading.Channels;
using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sources;

/// <summary>Emits what is written to a channel; ends with the channel.</summary>
internal sealed class ChannelSourceStage<T> : SourceStage<T>
{
    private readonly ChannelReader<T> _reader;
    private readonly ChannelWriter<T>? _ownWriter;
    private readonly Resumption _resumption;
    private ValueTask<bool> _waiting;
    private bool _isWaiting;

    /// <param name="island">The island.</param>
    /// <param name="down">The next stage.</param>
    /// <param name="reader">The channel.</param>
    /// <param name="ownWriter">Completed with the stream, when the channel belongs to it.</param>
    internal ChannelSourceStage(
        Island island,
        Stage<T> down,
        ChannelReader<T> reader,
        ChannelWriter<T>? ownWriter
    )
        : base(island, down)
    {
        _reader = reader;
        _ownWriter = ownWriter;
        _resumption = new Resumption(this);
    }

    internal ChannelWriter<T>? Writer => _ownWriter;

    internal override void OnPull()
    {
        while (true)
        {
            if (_reader.TryRead(out var element))
            {
                Push(element);
                if (!Stopped && _reader.Completion.IsCompleted)
                    Finish();
                return;
            }
            _waiting = _reader.WaitToReadAsync();
            if (!_waiting.IsCompleted)
            {
                _isWaiting = true;
                _resumption.Await(_waiting);
                return;
            }
            if (!HasMore())
                return;
        }
    }

    internal override void OnResume()
    {
        if (!_isWaiting)
            return;
        _isWaiting = false;
        if (Stopped)
        {
            // Observed, so that the failure of a channel nobody reads any more stays quiet.
            _ = _waiting.AsTask().Exception;
            return;
        }
        if (HasMore())
            OnPull();
    }

    private bool HasMore()
    {
        try
        {
            if (_waiting.GetAwaiter().GetResult())
                return true;
        }
        catch (Exception failure)
        {
            FailStage(failure);
            return false;
        }
        Finish();
        return false;
    }

    private void Finish()
    {
        if (TaskFailure.Of(_reader.Completion) is { } failure)
            FailStage(failure);
        else
            CompleteStage();
    }

    protected override void PostStop() => _ownWriter?.TryComplete();
}
