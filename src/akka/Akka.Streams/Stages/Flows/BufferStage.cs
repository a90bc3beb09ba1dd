using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Flows;

/// <summary>Takes elements ahead of the downstream's demand, up to a size.</summary>
internal sealed class BufferStage<T>(
    Island island,
    Stage<T> down,
    int size,
    OverflowStrategy strategy
) : LinearStage<T, T>(island, down)
{
    private RingBuffer<T> _buffer;
    private bool _demand;
    private bool _pulled;

    internal override void PreStart()
    {
        _pulled = true;
        PullLater();
    }

    internal override void OnPush(T element)
    {
        _pulled = false;
        if (_demand && _buffer.Count == 0)
        {
            _demand = false;
            PullMore();
            Down.OnPush(element);
            return;
        }
        if (_buffer.Count >= size && !MakeRoom())
        {
            if (!Stopped)
                PullMore();
            return;
        }
        _buffer.Enqueue(element);
        PullMore();
    }

    internal override void OnPull()
    {
        if (_buffer.Count == 0)
        {
            _demand = true;
            PullMore();
            return;
        }
        var element = _buffer.Dequeue();
        PullMore();
        Down.OnPush(element);
        if (InClosed && _buffer.Count == 0)
            CompleteDownstream();
    }

    /// <summary>Says whether the new element may be put into the full buffer.</summary>
    private bool MakeRoom()
    {
        switch (strategy)
        {
            case OverflowStrategy.DropHead:
                _buffer.Dequeue();
                return true;
            case OverflowStrategy.DropTail:
                _buffer.RemoveNewest();
                return true;
            case OverflowStrategy.DropBuffer:
                _buffer.Clear();
                return true;
            case OverflowStrategy.DropNew:
                return false;
            default:
                FailStage(
                    new BufferOverflowException($"Buffer overflow (max capacity was {size})")
                );
                return false;
        }
    }

    private void PullMore()
    {
        if (_pulled || InClosed)
            return;
        if (strategy == OverflowStrategy.Backpressure && _buffer.Count >= size)
            return;
        _pulled = true;
        PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        if (_buffer.Count == 0)
            CompleteDownstream();
    }

    protected override void PostStop() => _buffer = default;
}
