namespace Akka.Dispatch;

/// <summary>Something to run.</summary>
public interface IRunnable : IThreadPoolWorkItem
{
    void Run();
}

/// <summary>Marks an actor that needs a mailbox with a queue of kind <typeparamref name="T"/>.</summary>
public interface IRequiresMessageQueue<T>
    where T : ISemantics;

/// <summary>Marks a mailbox type whose queue is a <typeparamref name="TQueue"/>.</summary>
public interface IProducesMessageQueue<TQueue>
    where TQueue : class, MessageQueues.IMessageQueue;

/// <summary>A property that an actor may require of its queue.</summary>
public interface ISemantics;

/// <summary>A queue without a limit.</summary>
public interface IUnboundedMessageQueueSemantics : ISemantics;

/// <summary>A queue with a limit.</summary>
public interface IBoundedMessageQueueSemantics : ISemantics
{
    /// <summary>How long a sender waits for room.</summary>
    TimeSpan PushTimeOut { get; }
}

/// <summary>A queue that takes messages at its front too, as stashing needs.</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics
{
    void EnqueueFirst(Actor.Envelope envelope);
}

/// <summary>A queue without a limit that takes messages at its front too.</summary>
public interface IUnboundedDequeBasedMessageQueueSemantics
    : IDequeBasedMessageQueueSemantics,
        IUnboundedMessageQueueSemantics;

/// <summary>A queue with a limit that takes messages at its front too.</summary>
public interface IBoundedDequeBasedMessageQueueSemantics
    : IDequeBasedMessageQueueSemantics,
        IBoundedMessageQueueSemantics;

/// <summary>A queue that several may read.</summary>
public interface IMultipleConsumerSemantics : ISemantics;

/// <summary>A queue that guards itself by a lock.</summary>
public interface IBlockingMessageQueueSemantics : IMultipleConsumerSemantics
{
    TimeSpan BlockTimeOut { get; set; }
}

/// <summary>A mailbox type with a limit.</summary>
public interface IProducesPushTimeoutSemanticsMailbox
{
    TimeSpan PushTimeout { get; }
}

/// <summary>An action as a runnable.</summary>
public sealed class ActionRunnable : IRunnable
{
    private readonly Action _action;

    public ActionRunnable(Action action)
    {
        _action = action;
    }

    public void Run() => _action();

    public void Execute() => _action();
}

/// <summary>An executor took no more work.</summary>
public class RejectedExecutionException : Actor.AkkaException
{
    public RejectedExecutionException(string? message = null, Exception? inner = null)
        : base(message, inner) { }
}
