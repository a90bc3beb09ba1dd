using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>A dispatcher over an executor; the executor is made when it is first needed.</summary>
public class Dispatcher : MessageDispatcher
{
    // Who wakes a mailbox or a stream usually wants it to run on the core that has the message in its cache.
    // Every so often work goes to the common queue all the same, or two actors that talk to each other
    // without end would keep their thread from ever looking there.
    private const int LocalInARow = 64;

    [ThreadStatic]
    private static int t_localInARow;

    private readonly ExecutorServiceFactory _executorFactory;
    private readonly bool _isThreadPool;
    private ExecutorService? _executor;

    public Dispatcher(
        MessageDispatcherConfigurator configurator,
        string id,
        int throughput,
        long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory,
        TimeSpan shutdownTimeout
    )
        : base(configurator)
    {
        _executorFactory = executorServiceFactory;
        _isThreadPool = executorServiceFactory is ThreadPoolExecutorServiceFactory;
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadlineTime;
        ShutdownTimeout = shutdownTimeout;
    }

    protected override void ExecuteTask(IRunnable run)
    {
        if (_isThreadPool)
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
        else
            Executor().Execute(run);
    }

    protected override void Shutdown() => Interlocked.Exchange(ref _executor, null)?.Shutdown();

    internal override void ExecuteMailbox(Mailbox mailbox, bool isAgain)
    {
        if (isAgain)
            ExecuteTask(mailbox);
        else
            ExecuteNext(mailbox);
    }

    internal override void ExecuteNext(IRunnable woken)
    {
        if (_isThreadPool)
            ThreadPool.UnsafeQueueUserWorkItem(woken, ++t_localInARow % LocalInARow != 0);
        else
            Executor().Execute(woken);
    }

    private ExecutorService Executor()
    {
        if (_executor is { } executor)
            return executor;
        lock (_executorFactory)
            return _executor ??= _executorFactory.Produce(Id);
    }
}

/// <summary>Runs what it is given on its threads.</summary>
public abstract class ExecutorService
{
    protected ExecutorService(string id)
    {
        Id = id;
    }

    public string Id { get; }

    public abstract void Execute(IRunnable run);

    public abstract void Shutdown();
}

/// <summary>Makes executors.</summary>
public abstract class ExecutorServiceFactory
{
    public abstract ExecutorService Produce(string id);
}

/// <summary>Makes executors from a configuration section.</summary>
public abstract class ExecutorServiceConfigurator : ExecutorServiceFactory
{
    protected ExecutorServiceConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public IDispatcherPrerequisites Prerequisites { get; }

    public Config Config { get; }
}

internal sealed class ThreadPoolExecutorServiceFactory(
    Config config,
    IDispatcherPrerequisites prerequisites
) : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new ThreadPoolExecutor(id);

    private sealed class ThreadPoolExecutor(string id) : ExecutorService(id)
    {
        public override void Execute(IRunnable run) =>
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);

        public override void Shutdown() { }
    }
}
