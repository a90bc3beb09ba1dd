using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch.MessageQueues;

/// <summary>
/// A queue with a limit. A sender that finds it full waits for the push timeout; then its message becomes a
/// dead letter.
/// </summary>
public class BoundedMessageQueue : IMessageQueue, IBoundedMessageQueueSemantics
{
    private readonly UnboundedMessageQueue _queue = new();
    private readonly SemaphoreSlim _room;

    public BoundedMessageQueue(Config config)
        : this(
            config.GetInt("mailbox-capacity", 0),
            config.GetTimeSpan("mailbox-push-timeout-time", Timeout.InfiniteTimeSpan)
        ) { }

    public BoundedMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
    {
        if (boundedCapacity < 0)
            throw new ArgumentException(
                "The capacity must not be negative.",
                nameof(boundedCapacity)
            );
        PushTimeOut = pushTimeOut;
        _room = new SemaphoreSlim(boundedCapacity == 0 ? int.MaxValue : boundedCapacity);
    }

    public bool HasMessages => _queue.HasMessages;

    public int Count => _queue.Count;

    public TimeSpan PushTimeOut { get; set; }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var patience = PushTimeOut < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : PushTimeOut;
        if (_room.Wait(patience))
        {
            _queue.Enqueue(envelope.Message, envelope.Sender);
            return;
        }

        var deadLetters = ((IInternalActorRef)receiver).Provider.DeadLetters;
        deadLetters.Tell(
            new DeadLetter(envelope.Message, envelope.Sender ?? deadLetters, receiver),
            envelope.Sender!
        );
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (!_queue.TryDequeue(out envelope))
            return false;
        _room.Release();
        return true;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters) =>
        this.MoveTo(owner, deadletters);
}
