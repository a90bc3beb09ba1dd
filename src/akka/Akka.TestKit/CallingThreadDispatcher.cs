using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.TestKit;

/// <summary>Makes <see cref="CallingThreadDispatcher"/>s.</summary>
public class CallingThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CallingThreadDispatcher _dispatcher;

    /// <summary>Made by the runtime for a section of the configuration.</summary>
    public CallingThreadDispatcherConfigurator(
        Config config,
        IDispatcherPrerequisites prerequisites
    )
        : base(config, prerequisites) => _dispatcher = new CallingThreadDispatcher(this);

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}

/// <summary>
/// Runs an actor on the thread that sends it a message, before the send returns; unless another
/// thread is running the actor already, which then takes the message, too.
/// </summary>
public class CallingThreadDispatcher : MessageDispatcher
{
    /// <summary>Its place in the configuration.</summary>
    public static new readonly string Id = "akka.test.calling-thread-dispatcher";

    /// <summary>Made by its configurator.</summary>
    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator) => Throughput = int.MaxValue;

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run)
    {
        ArgumentNullException.ThrowIfNull(run);
        // What an actor awaits goes on in the actor, not in the context of the test that sent to it.
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            run.Run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <inheritdoc/>
    protected override void Shutdown()
    {
        // It has no threads.
    }
}
