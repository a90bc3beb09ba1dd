using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>Runs mailboxes: which thread, when, and how many messages at a time.</summary>
public abstract class MessageDispatcher
{
    /// <summary>How many messages a mailbox may process before others have their turn, unless configured.</summary>
    public const int DefaultThroughput = 100;

    private long _inhabitants;

    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Throughput = DefaultThroughput;
        Id = string.Empty;
        ShutdownTimeout = TimeSpan.FromSeconds(1);
    }

    public MessageDispatcherConfigurator Configurator { get; }

    public EventStream EventStream => Configurator.Prerequisites.EventStream;

    public Mailboxes Mailboxes => Configurator.Prerequisites.Mailboxes;

    public string Id { get; protected set; }

    /// <summary>How long a mailbox may go on with a batch, in ticks.</summary>
    public long? ThroughputDeadlineTime { get; protected set; }

    public int Throughput { get; protected set; }

    public TimeSpan ShutdownTimeout { get; protected set; }

    protected internal long Inhabitants => Volatile.Read(ref _inhabitants);

    /// <summary>Runs an action on this dispatcher.</summary>
    public void Schedule(Action run) => Schedule(new ActionRunnable(run));

    /// <summary>Runs something on this dispatcher.</summary>
    public void Schedule(IRunnable run) => ExecuteTask(run);

    public virtual void Attach(ActorCell cell) => Interlocked.Increment(ref _inhabitants);

    /// <summary>Takes an actor that has ended off this dispatcher: what is left in its mailbox is dead.</summary>
    public virtual void Detach(ActorCell cell)
    {
        try
        {
            var mailbox = cell.SwapMailbox(cell.SystemImpl.Mailboxes.DeadLetterMailbox);
            mailbox.BecomeClosed();
            mailbox.CleanUp();
        }
        finally
        {
            Interlocked.Decrement(ref _inhabitants);
        }
    }

    public virtual void Dispatch(ActorCell cell, Envelope envelope)
    {
        var mailbox = cell.Mailbox;
        mailbox.Enqueue(cell.Self, envelope);
        if (mailbox.TrySchedule(hasMessageHint: true, hasSystemMessageHint: false))
            ExecuteMailbox(mailbox, isAgain: false);
    }

    public virtual void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        var mailbox = cell.Mailbox;
        mailbox.SystemEnqueue(cell.Self, message);
        if (mailbox.TrySchedule(hasMessageHint: false, hasSystemMessageHint: true))
            ExecuteMailbox(mailbox, isAgain: false);
    }

    protected internal void ReportFailure(Exception ex) =>
        EventStream.Publish(new Error(ex, Id, GetType(), ex?.Message ?? "unknown"));

    protected abstract void ExecuteTask(IRunnable run);

    protected abstract void Shutdown();

    internal void ShutdownNow() => Shutdown();

    internal void RegisterAgain(Mailbox mailbox)
    {
        if (mailbox.TrySchedule(hasMessageHint: false, hasSystemMessageHint: false))
            ExecuteMailbox(mailbox, isAgain: true);
    }

    internal void RegisterForExecution(Mailbox mailbox)
    {
        if (mailbox.TrySchedule(hasMessageHint: false, hasSystemMessageHint: false))
            ExecuteMailbox(mailbox, isAgain: false);
    }

    /// <summary>Lets a mailbox run; one that has just run comes after the others.</summary>
    internal virtual void ExecuteMailbox(Mailbox mailbox, bool isAgain) => ExecuteTask(mailbox);

    /// <summary>Lets something run that was idle and has just been woken by the work of this thread.</summary>
    internal virtual void ExecuteNext(IRunnable woken) => ExecuteTask(woken);
}

/// <summary>What a configurator of dispatchers is given.</summary>
public interface IDispatcherPrerequisites
{
    EventStream EventStream { get; }

    IScheduler Scheduler { get; }

    Settings Settings { get; }

    Mailboxes Mailboxes { get; }
}

/// <summary>What a configurator of dispatchers is given.</summary>
public sealed class DefaultDispatcherPrerequisites : IDispatcherPrerequisites
{
    public DefaultDispatcherPrerequisites(
        EventStream eventStream,
        IScheduler scheduler,
        Settings settings,
        Mailboxes mailboxes
    )
    {
        EventStream = eventStream;
        Scheduler = scheduler;
        Settings = settings;
        Mailboxes = mailboxes;
    }

    public EventStream EventStream { get; }

    public IScheduler Scheduler { get; }

    public Settings Settings { get; }

    public Mailboxes Mailboxes { get; }
}

/// <summary>Makes the dispatcher of one configuration section.</summary>
public abstract class MessageDispatcherConfigurator
{
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public IDispatcherPrerequisites Prerequisites { get; }

    public Config Config { get; }

    /// <summary>The dispatcher, the same at each call or a new one, as its kind demands.</summary>
    public abstract MessageDispatcher Dispatcher();
}
