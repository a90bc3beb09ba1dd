using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.MessageQueues;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>A kind of mailbox: makes the queue of each actor that uses it.</summary>
public abstract class MailboxType
{
    protected readonly Settings Settings;
    protected readonly Config Config;

    protected MailboxType(Settings settings, Config config)
    {
        Settings = settings;
        Config = config;
    }

    public abstract IMessageQueue Create(IActorRef owner, ActorSystem system);
}

/// <summary>The default: without a limit, in the order of arrival.</summary>
public sealed class UnboundedMailbox : MailboxType, IProducesMessageQueue<UnboundedMessageQueue>
{
    public UnboundedMailbox()
        : this(null!, null!) { }

    public UnboundedMailbox(Settings settings, Config config)
        : base(settings, config) { }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new UnboundedMessageQueue();
}

/// <summary>Without a limit; takes unstashed messages at its front.</summary>
public sealed class UnboundedDequeBasedMailbox
    : MailboxType,
        IProducesMessageQueue<UnboundedDequeMessageQueue>
{
    public UnboundedDequeBasedMailbox(Settings settings, Config config)
        : base(settings, config) { }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new UnboundedDequeMessageQueue();
}

/// <summary>With a limit, <c>mailbox-capacity</c>; senders wait for <c>mailbox-push-timeout-time</c>.</summary>
public sealed class BoundedMailbox
    : MailboxType,
        IProducesMessageQueue<BoundedMessageQueue>,
        IProducesPushTimeoutSemanticsMailbox
{
    public BoundedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
        Capacity = BoundedMailboxSettings.Capacity(config);
        PushTimeout = BoundedMailboxSettings.PushTimeout(config);
    }

    public int Capacity { get; }

    public TimeSpan PushTimeout { get; }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new BoundedMessageQueue(Capacity, PushTimeout);
}

/// <summary>With a limit; takes unstashed messages at its front.</summary>
public sealed class BoundedDequeBasedMailbox
    : MailboxType,
        IProducesMessageQueue<BoundedDequeMessageQueue>,
        IProducesPushTimeoutSemanticsMailbox
{
    public BoundedDequeBasedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
        Capacity = BoundedMailboxSettings.Capacity(config);
        PushTimeout = BoundedMailboxSettings.PushTimeout(config);
    }

    public int Capacity { get; }

    public TimeSpan PushTimeout { get; }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new BoundedDequeMessageQueue(Capacity, PushTimeout);
}

/// <summary>Lower <see cref="PriorityGenerator"/> first.</summary>
public abstract class UnboundedPriorityMailbox
    : MailboxType,
        IProducesMessageQueue<UnboundedPriorityMessageQueue>
{
    public const int DefaultCapacity = 11;

    protected UnboundedPriorityMailbox(Settings settings, Config config)
        : base(settings, config)
    {
        InitialCapacity = DefaultCapacity;
    }

    public int InitialCapacity { get; }

    public sealed override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new UnboundedPriorityMessageQueue(PriorityGenerator, InitialCapacity);

    /// <summary>The priority of a message; lower numbers come first.</summary>
    protected abstract int PriorityGenerator(object message);
}

/// <summary>Lower <see cref="PriorityGenerator"/> first, equals in the order of their arrival.</summary>
public abstract class UnboundedStablePriorityMailbox
    : MailboxType,
        IProducesMessageQueue<UnboundedStablePriorityMessageQueue>
{
    public const int DefaultCapacity = 11;

    protected UnboundedStablePriorityMailbox(Settings settings, Config config)
        : base(settings, config)
    {
        InitialCapacity = DefaultCapacity;
    }

    public int InitialCapacity { get; }

    public sealed override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new UnboundedStablePriorityMessageQueue(PriorityGenerator, InitialCapacity);

    /// <summary>The priority of a message; lower numbers come first.</summary>
    protected abstract int PriorityGenerator(object message);
}

internal static class BoundedMailboxSettings
{
    public static int Capacity(Config config)
    {
        var capacity = config.GetInt("mailbox-capacity", 0);
        return capacity > 0
            ? capacity
            : throw new ArgumentException(
                "The mailbox-capacity of a bounded mailbox must be positive."
            );
    }

    public static TimeSpan PushTimeout(Config config) =>
        config.GetTimeSpan("mailbox-push-timeout-time", TimeSpan.FromSeconds(10));
}

/// <summary>The queue that loggers require; nobody needs to know more of it.</summary>
internal sealed class LoggerMailboxType
    : MailboxType,
        IProducesMessageQueue<LoggerMailboxType.LoggerQueue>
{
    public LoggerMailboxType(Settings settings, Config config)
        : base(settings, config) { }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new LoggerQueue();

    internal sealed class LoggerQueue : UnboundedMessageQueue, ILoggerMessageQueueSemantics;
}
