using Akka.Actor;
using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sinks;

/// <summary>
/// Tells an actor one element per acknowledgement, the first one after the initial message is
/// acknowledged. What comes meanwhile waits in a buffer of the size of the attribute
/// <see cref="Attributes.InputBuffer"/>; when that is full, the upstream is held back.
/// </summary>
internal sealed class ActorRefWithAckSink<T> : SinkStage<T>, IStageActor
{
    private readonly IActorRef _target;
    private readonly (object Init, object Ack, object Complete) _messages;
    private readonly Func<Exception, object> _onFailure;
    private readonly StageActorRef _self;
    private readonly int _size;
    private RingBuffer<T> _buffer;
    private bool _acknowledged;
    private bool _pulled;
    private bool _ended; // the target knows of the end, or is gone

    internal ActorRefWithAckSink(
        Island island,
        Attributes attributes,
        IActorRef target,
        (object Init, object Ack, object Complete) messages,
        Func<Exception, object> onFailure
    )
        : base(island)
    {
        _target = target;
        _messages = messages;
        _onFailure = onFailure;
        _size = Math.Max(
            1,
            attributes.Find<Attributes.InputBuffer>()?.Max
                ?? island.Materializer.Settings.MaxInputBufferSize
        );
        _self = new StageActorRef(this, this);
    }

    internal override void PreStart()
    {
        _self.Watch(_target);
        _target.Tell(_messages.Init, _self);
        PullMore();
    }

    internal override void OnPush(T element)
    {
        _pulled = false;
        _buffer.Enqueue(element);
        if (_acknowledged)
            TellNext();
        PullMore();
    }

    public void Received(object message, IActorRef sender)
    {
        if (!_messages.Ack.Equals(message))
            return;
        if (_buffer.Count == 0)
        {
            _acknowledged = true;
            return;
        }
        TellNext();
        if (InClosed && _buffer.Count == 0)
            Finish();
        else
            PullMore();
    }

    public void Terminated(IActorRef actor)
    {
        _ended = true;
        CancelStage(null);
    }

    private void TellNext()
    {
        _acknowledged = false;
        _target.Tell(_buffer.Dequeue()!, _self);
    }

    private void PullMore()
    {
        if (_pulled || InClosed || _buffer.Count >= _size)
            return;
        _pulled = true;
        PullLater();
    }

    private void Finish()
    {
        _ended = true;
        _target.Tell(_messages.Complete, _self);
        Stop();
    }

    protected override void OnUpstreamFinish()
    {
        if (_buffer.Count == 0)
            Finish();
    }

    protected override void OnUpstreamFailure(Exception cause)
    {
        TellFailure(cause);
        Stop();
    }

    protected override void OnAbort(Exception cause) => TellFailure(cause);

    private void TellFailure(Exception cause)
    {
        if (_ended)
            return;
        _ended = true;
        _target.Tell(_onFailure(cause), _self);
    }

    protected override void PostStop() => _self.Close();
}
