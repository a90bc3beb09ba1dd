using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace ActorStream.TestKit.Deterministic;

/// <summary>Makes <see cref="DeterministicDispatcher"/>s; HOCON names it, see <see cref="DeterministicRun.Configuration"/>.</summary>
public sealed class DeterministicDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly DeterministicDispatcher dispatcher;

    /// <summary>Made by the actor system for a section of its configuration.</summary>
    public DeterministicDispatcherConfigurator(
        Config config,
        IDispatcherPrerequisites prerequisites
    )
        : base(config, prerequisites)
    {
        var process = SeededScheduler.ProcessOf(
            prerequisites.Settings.System,
            config.GetInt("seed")
        );
        (prerequisites.Scheduler as VirtualTimeScheduler)?.BelongTo(process);
        dispatcher = new DeterministicDispatcher(this, process);
    }

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => dispatcher;
}

/// <summary>
/// Runs actors one message at a time, in an order that a seed decides. All dispatchers of one actor
/// system share one order.
/// </summary>
public sealed class DeterministicDispatcher : MessageDispatcher
{
    private readonly SeededProcess process;

    internal DeterministicDispatcher(
        MessageDispatcherConfigurator configurator,
        SeededProcess process
    )
        : base(configurator)
    {
        this.process = process;
        Throughput = 1;
    }

    /// <inheritdoc/>
    public override void Dispatch(ActorCell cell, Envelope envelope)
    {
        var mailbox = cell.Mailbox;
        process.Scheduler.Name(mailbox, cell.Self);
        process.Scheduler.Note(
            't',
            $"{process.Scheduler.NameOf(mailbox)} {envelope.Message.GetType().Name}"
        );
        base.Dispatch(cell, envelope);
    }

    /// <inheritdoc/>
    public override void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        process.Scheduler.Name(cell.Mailbox, cell.Self);
        base.SystemDispatch(cell, message);
    }

    /// <inheritdoc/>
    public override void Attach(ActorCell cell)
    {
        process.Scheduler.Name(cell.Mailbox, cell.Self);
        base.Attach(cell);
    }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run) =>
        process.Add(process.Scheduler.NameOf(run), run.Run);

    /// <inheritdoc/>
    protected override void Shutdown()
    {
        // It has no threads of its own.
    }
}
