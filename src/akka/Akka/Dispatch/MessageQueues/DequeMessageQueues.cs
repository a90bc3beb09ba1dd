using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Adds a front to another queue. Only the actor itself puts messages there.</summary>
public class DequeWrapperMessageQueue : IMessageQueue, IDequeBasedMessageQueueSemantics
{
    protected readonly IMessageQueue MessageQueue;
    private Stack<Envelope>? _front;

    public DequeWrapperMessageQueue(IMessageQueue messageQueue)
    {
        MessageQueue = messageQueue;
    }

    public bool HasMessages => _front is { Count: > 0 } || MessageQueue.HasMessages;

    public int Count => (_front?.Count ?? 0) + MessageQueue.Count;

    public void EnqueueFirst(Envelope envelope) =>
        (_front ??= new Stack<Envelope>()).Push(envelope);

    public void Enqueue(IActorRef receiver, Envelope envelope) =>
        MessageQueue.Enqueue(receiver, envelope);

    public bool TryDequeue(out Envelope envelope)
    {
        if (_front is { } front && front.TryPop(out envelope))
        {
            if (front.Count == 0)
                _front = null;
            return true;
        }

        return MessageQueue.TryDequeue(out envelope);
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters) =>
        this.MoveTo(owner, deadletters);
}

/// <summary>A queue without a limit that takes messages at its front too.</summary>
public class UnboundedDequeMessageQueue
    : DequeWrapperMessageQueue,
        IUnboundedDequeBasedMessageQueueSemantics
{
    public UnboundedDequeMessageQueue()
        : base(new UnboundedMessageQueue()) { }
}

/// <summary>A queue with a limit that takes messages at its front too, beyond the limit there.</summary>
public class BoundedDequeMessageQueue
    : DequeWrapperMessageQueue,
        IBoundedDequeBasedMessageQueueSemantics
{
    public BoundedDequeMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
        : base(new BoundedMessageQueue(boundedCapacity, pushTimeOut))
    {
        PushTimeOut = pushTimeOut;
    }

    public TimeSpan PushTimeOut { get; }
}
