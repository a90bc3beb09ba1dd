using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Util.Reflection;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system, made by configuration when they are first asked for.</summary>
public sealed class Dispatchers
{
    public static readonly string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public static readonly string DefaultBlockingDispatcherId =
        "akka.actor.default-blocking-io-dispatcher";
    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private readonly ActorSystem _system;
    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators =
        new(StringComparer.Ordinal);
    private readonly MessageDispatcher _default;

    public Dispatchers(
        ActorSystem system,
        IDispatcherPrerequisites prerequisites,
        ILoggingAdapter logger
    )
    {
        _system = system;
        Prerequisites = prerequisites;
        _default = Lookup(DefaultDispatcherId);
    }

    public Config DefaultDispatcherConfig => _system.Settings.Config.GetConfig(DefaultDispatcherId);

    public MessageDispatcher DefaultGlobalDispatcher => _default;

    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>The section of a dispatcher; a string in its place is the name of another one.</summary>
    public static Config GetConfig(Config config, string id, int depth = 0)
    {
        if (depth > 20)
            throw new ConfigurationException(
                $"Dispatcher [{id}] is an alias that leads to itself."
            );
        var value = config.GetValue(id);
        if (value is not null && value.IsString())
            return GetConfig(config, value.GetString(), depth + 1);
        return config.GetConfig(id);
    }

    /// <summary>The dispatcher configured under a path.</summary>
    /// <exception cref="ConfigurationException">Nothing is.</exception>
    public MessageDispatcher Lookup(string dispatcherName) =>
        string.IsNullOrEmpty(dispatcherName)
        || (_default is not null && dispatcherName == DefaultDispatcherId)
            ? _default
            : Configurator(dispatcherName).Dispatcher();

    public bool HasDispatcher(string id) =>
        _configurators.ContainsKey(id) || _system.Settings.Config.HasPath(id);

    /// <summary>Adds a dispatcher that no configuration names; false when there is one of that name.</summary>
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) =>
        _configurators.TryAdd(id, configurator);

    internal void ShutdownAll()
    {
        foreach (var configurator in _configurators.Values)
        {
            if (configurator is DispatcherConfigurator { Made: { } made })
                made.ShutdownNow();
        }
    }

    private MessageDispatcherConfigurator Configurator(string id) =>
        _configurators.TryGetValue(id, out var known)
            ? known
            : _configurators.GetOrAdd(id, Configure);

    private MessageDispatcherConfigurator Configure(string id)
    {
        var all = _system.Settings.Config;
        if (!all.HasPath(id))
            throw new ConfigurationException($"Dispatcher [{id}] not configured.");
        var config = ConfigurationFactory
            .ParseString($"id = \"{id}\"")
            .WithFallback(GetConfig(all, id))
            .WithFallback(all.GetConfig(DefaultDispatcherId));
        var type = config.GetString("type", "Dispatcher");
        switch (type)
        {
            case "Dispatcher":
            case "TaskDispatcher":
            case "ForkJoinDispatcher":
                return new DispatcherConfigurator(config, Prerequisites);
            case "PinnedDispatcher":
                return new PinnedDispatcherConfigurator(config, Prerequisites);
            default:
                var configurator =
                    TypeCache.Find(type)
                    ?? throw new ConfigurationException(
                        $"Could not resolve dispatcher type [{type}] for path [{id}]"
                    );
                return (MessageDispatcherConfigurator)
                    Activator.CreateInstance(configurator, config, Prerequisites)!;
        }
    }
}

/// <summary>Makes a <see cref="Dispatch.Dispatcher"/>, one for all actors that name its section.</summary>
public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Lazy<MessageDispatcher> _dispatcher;

    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        _dispatcher = new Lazy<MessageDispatcher>(Make);
    }

    internal MessageDispatcher? Made => _dispatcher.IsValueCreated ? _dispatcher.Value : null;

    public override MessageDispatcher Dispatcher() => _dispatcher.Value;

    internal static MessageDispatcher Make(
        MessageDispatcherConfigurator owner,
        ExecutorServiceFactory executor
    )
    {
        var config = owner.Config;
        var deadline = config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero);
        return new Dispatcher(
            owner,
            config.GetString("id", string.Empty),
            config.GetInt("throughput", MessageDispatcher.DefaultThroughput),
            deadline.Ticks > 0 ? deadline.Ticks : null,
            executor,
            config.GetTimeSpan("shutdown-timeout", TimeSpan.FromSeconds(1))
        );
    }

    private MessageDispatcher Make()
    {
        var type = Config.GetString("executor", "default-executor");
        if (Config.GetString("type", "Dispatcher") == "ForkJoinDispatcher")
            type = "fork-join-executor";
        return Make(
            this,
            type switch
            {
                "fork-join-executor" => new DedicatedThreadsFactory(
                    Config,
                    Prerequisites,
                    DedicatedThreadCount()
                ),
                "default-executor"
                or "thread-pool-executor"
                or "task-executor"
                or "channel-executor" => new ThreadPoolExecutorServiceFactory(
                    Config,
                    Prerequisites
                ),
                _ => Custom(type),
            }
        );
    }

    private int DedicatedThreadCount()
    {
        var pool = Config.GetConfig("dedicated-thread-pool");
        return Math.Max(
            1,
            pool.IsNullOrEmpty()
                ? Environment.ProcessorCount
                : pool.GetInt("thread-count", Environment.ProcessorCount)
        );
    }

    private ExecutorServiceConfigurator Custom(string typeName)
    {
        var type =
            TypeCache.Find(typeName)
            ?? throw new ConfigurationException(
                $"Could not resolve executor service configurator type [{typeName}]"
            );
        return (ExecutorServiceConfigurator)Activator.CreateInstance(type, Config, Prerequisites)!;
    }
}

/// <summary>Makes a dispatcher with a thread of its own for each actor.</summary>
internal sealed class PinnedDispatcherConfigurator(
    Config config,
    IDispatcherPrerequisites prerequisites
) : MessageDispatcherConfigurator(config, prerequisites)
{
    public override MessageDispatcher Dispatcher() =>
        DispatcherConfigurator.Make(this, new DedicatedThreadsFactory(Config, Prerequisites, 1));
}
