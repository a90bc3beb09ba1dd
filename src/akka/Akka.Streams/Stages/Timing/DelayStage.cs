using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Timing;

/// <summary>Emits each element a fixed time after it came.</summary>
internal sealed class DelayStage<T> : LinearStage<T, T>
{
    private readonly StageTimer _timer;
    private readonly TimeSpan _delay;
    private readonly DelayOverflowStrategy _strategy;
    private readonly int _size;
    private RingBuffer<(TimeSpan Due, T Element)> _buffer;
    private bool _demand;
    private bool _pulled;

    internal DelayStage(
        Island island,
        Attributes attributes,
        Stage<T> down,
        TimeSpan delay,
        DelayOverflowStrategy strategy
    )
        : base(island, down)
    {
        _timer = new StageTimer(this);
        _delay = delay;
        _strategy = strategy;
        _size =
            attributes.Find<Attributes.InputBuffer>()?.Max
            ?? island.Materializer.Settings.MaxInputBufferSize;
    }

    internal override void PreStart()
    {
        _pulled = true;
        PullLater();
    }

    internal override void OnPush(T element)
    {
        _pulled = false;
        if (_buffer.Count >= _size && !MakeRoom())
        {
            PullMore();
            return;
        }
        _buffer.Enqueue((Island.Now + _delay, element));
        PullMore();
        if (!_timer.IsArmed)
            EmitDue();
    }

    internal override void OnPull()
    {
        _demand = true;
        EmitDue();
    }

    internal override void OnTimer() => EmitDue();

    private void EmitDue()
    {
        if (!_demand || _buffer.Count == 0)
            return;
        var wait = _buffer[0].Due - Island.Now;
        if (wait > TimeSpan.Zero)
            _timer.Arm(wait);
        else
            EmitOldest();
    }

    private void EmitOldest()
    {
        _demand = false;
        var element = _buffer.Dequeue().Element;
        PullMore();
        Down.OnPush(element);
        if (InClosed && _buffer.Count == 0)
            CompleteDownstream();
    }

    /// <summary>Says whether the new element may be put into the full buffer.</summary>
    private bool MakeRoom()
    {
        switch (_strategy)
        {
            case DelayOverflowStrategy.EmitEarly when _demand:
                _timer.Disarm();
                EmitOldest();
                return !Stopped;
            case DelayOverflowStrategy.DropHead:
                _buffer.Dequeue();
                return true;
            case DelayOverflowStrategy.DropTail:
                _buffer.RemoveNewest();
                return true;
            case DelayOverflowStrategy.DropBuffer:
                _buffer.Clear();
                return true;
            case DelayOverflowStrategy.DropNew:
                return false;
            case DelayOverflowStrategy.Fail:
                FailStage(
                    new BufferOverflowException($"Buffer overflow (max capacity was {_size})")
                );
                return false;
            default:
                return true;
        }
    }

    private void PullMore()
    {
        if (_pulled || InClosed)
            return;
        var waits =
            _strategy == DelayOverflowStrategy.Backpressure
            || (_strategy == DelayOverflowStrategy.EmitEarly && !_demand);
        if (waits && _buffer.Count >= _size)
            return;
        _pulled = true;
        PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        if (_buffer.Count == 0)
            CompleteDownstream();
    }

    protected override void PostStop() => _timer.Disarm();
}
