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
        var system = prerequisites.Settings.System;
        dispatcher = new DeterministicDispatcher(
            this,
            SeededScheduler.Of(system, config.GetInt("seed"))
        );
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
    private readonly SeededScheduler scheduler;

    internal DeterministicDispatcher(
        MessageDispatcherConfigurator configurator,
        SeededScheduler scheduler
    )
        : base(configurator)
    {
        this.scheduler = scheduler;
        Throughput = 1;
    }

    /// <inheritdoc/>
    public override void Dispatch(ActorCell cell, Envelope envelope)
    {
        scheduler.Name(cell.Mailbox, cell.Self);
        base.Dispatch(cell, envelope);
    }

    /// <inheritdoc/>
    public override void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        scheduler.Name(cell.Mailbox, cell.Self);
        base.SystemDispatch(cell, message);
    }

    /// <inheritdoc/>
    public override void Attach(ActorCell cell)
    {
        scheduler.Name(cell.Mailbox, cell.Self);
        base.Attach(cell);
    }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run) => scheduler.Add(run);

    /// <inheritdoc/>
    protected override void Shutdown()
    {
        // It has no threads of its own.
    }
}
