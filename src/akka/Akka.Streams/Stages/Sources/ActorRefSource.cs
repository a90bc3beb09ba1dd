using Akka.Actor;
using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sources;

/// <summary>Emits what is told to the reference that it is materialised with.</summary>
internal sealed class ActorRefSource<T> : SourceStage<T>, IStageActor
{
    private readonly int _size;
    private readonly OverflowStrategy _strategy;
    private readonly StageActorRef _self;
    private RingBuffer<T> _buffer;
    private bool _demand;
    private bool _draining;

    internal ActorRefSource(Island island, Stage<T> down, int size, OverflowStrategy strategy)
        : base(island, down)
    {
        _size = size;
        _strategy = strategy;
        _self = new StageActorRef(this, this);
    }

    internal IActorRef Self => _self;

    public void Received(object message, IActorRef sender)
    {
        switch (message)
        {
            case PoisonPill:
                CompleteStage();
                break;
            case Status.Success:
                _draining = true;
                CompleteIfDrained();
                break;
            case Status.Failure failure:
                FailStage(failure.Cause);
                break;
            case T element when !_draining:
                Offer(element);
                break;
        }
    }

    public void Terminated(IActorRef actor) { }

    private void Offer(T element)
    {
        if (_demand)
        {
            _demand = false;
            Down.OnPush(element);
        }
        else if (_buffer.Count < _size || MakeRoom())
        {
            _buffer.Enqueue(element);
        }
    }

    /// <summary>Says whether the new element may be put into the full buffer.</summary>
    private bool MakeRoom()
    {
        if (_size == 0)
            return false;
        switch (_strategy)
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
            case OverflowStrategy.Fail:
                FailStage(
                    new BufferOverflowException($"Buffer overflow (max capacity was {_size})")
                );
                return false;
            default:
                return false;
        }
    }

    internal override void OnPull()
    {
        if (_buffer.Count == 0)
        {
            _demand = true;
            return;
        }
        Down.OnPush(_buffer.Dequeue());
        CompleteIfDrained();
    }

    private void CompleteIfDrained()
    {
        if (_draining && _buffer.Count == 0)
            CompleteStage();
    }

    protected override void PostStop()
    {
        _buffer = default;
        _self.Close();
    }
}
