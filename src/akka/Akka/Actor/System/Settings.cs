using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The configuration of a system: its own over the reference, and the values that the runtime reads.</summary>
public class Settings
{
    private readonly Lock _gate = new();

    public Settings(ActorSystem system, Config config)
        : this(system, config, ActorSystemSetup.Empty) { }

    public Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        System = system;
        Setup = setup;
        Config = config.SafeWithFallback(ConfigurationFactory.Default());

        ConfigVersion = Config.GetString("akka.version", string.Empty);
        var provider = setup.Get<BootstrapSetup>();
        ProviderSelectionType =
            provider.HasValue && provider.Value.ActorRefProvider.HasValue
                ? provider.Value.ActorRefProvider.Value
                : ProviderSelection.Local.Instance;
        ProviderClass = ProviderSelectionType.Fqn;
        SupervisorStrategyClass = Config.GetString(
            "akka.actor.guardian-supervisor-strategy",
            "Akka.Actor.DefaultSupervisorStrategy"
        );
        SchedulerClass = Config.GetString("akka.scheduler.implementation", string.Empty);
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout", Timeout.InfiniteTimeSpan, true);
        SerializeAllMessages = Config.GetBoolean("akka.actor.serialize-messages", false);
        SerializeAllCreators = Config.GetBoolean("akka.actor.serialize-creators", false);

        LogLevel = Config.GetString("akka.loglevel", "INFO");
        StdoutLogLevel = Config.GetString("akka.stdout-loglevel", "WARNING");
        Loggers = Config.GetStringList("akka.loggers");
        LoggersDispatcher = Config.GetString(
            "akka.loggers-dispatcher",
            Dispatch.Dispatchers.DefaultDispatcherId
        );
        LoggerStartTimeout = Config.GetTimeSpan(
            "akka.logger-startup-timeout",
            TimeSpan.FromSeconds(5)
        );
        LoggerAsyncStart = Config.GetBoolean("akka.logger-async-start", false);
        LogConfigOnStart = Config.GetBoolean("akka.log-config-on-start", false);
        LogFormatter = LoggingSetup.Formatter(
            Config.GetString("akka.logger-formatter", string.Empty)
        );
        var filters = setup.Get<LogFilterSetup>();
        LogFilter = filters.HasValue
            ? filters.Value.CreateEvaluator()
            : LogFilterEvaluator.NoFilters;
        LogDeadLetters = Config.GetString("akka.log-dead-letters", "10") switch
        {
            "on" or "true" or "yes" => int.MaxValue,
            "off" or "false" or "no" => 0,
            _ => Config.GetInt("akka.log-dead-letters", 10),
        };
        LogDeadLettersDuringShutdown = Config.GetBoolean(
            "akka.log-dead-letters-during-shutdown",
            true
        );
        LogDeadLettersSuspendDuration = Config.GetTimeSpan(
            "akka.log-dead-letters-suspend-duration",
            TimeSpan.FromMinutes(5),
            true
        );

        DebugAutoReceive = Config.GetBoolean("akka.actor.debug.autoreceive", false);
        DebugLifecycle = Config.GetBoolean("akka.actor.debug.lifecycle", false);
        DebugEventStream = Config.GetBoolean("akka.actor.debug.event-stream", false);
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled", false);

        CoordinatedShutdownTerminateActorSystem = Config.GetBoolean(
            "akka.coordinated-shutdown.terminate-actor-system",
            true
        );
        CoordinatedShutdownRunByActorSystemTerminate = Config.GetBoolean(
            "akka.coordinated-shutdown.run-by-actor-system-terminate",
            true
        );
        if (
            CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem
        )
        {
            throw new ConfigurationException(
                "akka.coordinated-shutdown.run-by-actor-system-terminate=on and "
                    + "akka.coordinated-shutdown.terminate-actor-system=off is not a supported configuration combination."
            );
        }
    }

    public ActorSystem System { get; }

    public Config Config { get; private set; }

    public ActorSystemSetup Setup { get; }

    public string ConfigVersion { get; }

    public ProviderSelection ProviderSelectionType { get; }

    public string ProviderClass { get; }

    public string SupervisorStrategyClass { get; }

    public string SchedulerClass { get; }

    public TimeSpan AskTimeout { get; }

    public bool SerializeAllMessages { get; }

    public bool SerializeAllCreators { get; }

    public string LogLevel { get; }

    public string StdoutLogLevel { get; }

    public IList<string> Loggers { get; }

    public string LoggersDispatcher { get; }

    public TimeSpan LoggerStartTimeout { get; }

    public bool LoggerAsyncStart { get; }

    public bool LogConfigOnStart { get; }

    public ILogMessageFormatter LogFormatter { get; }

    public LogFilterEvaluator LogFilter { get; }

    public MinimalLogger StdoutLogger => Event.Logging.StandardOut;

    /// <summary>How many dead letters are logged; 0 for none.</summary>
    public int LogDeadLetters { get; }

    public bool LogDeadLettersDuringShutdown { get; }

    public TimeSpan LogDeadLettersSuspendDuration { get; }

    public bool DebugAutoReceive { get; }

    public bool DebugLifecycle { get; }

    public bool DebugEventStream { get; }

    public bool DebugUnhandledMessage { get; }

    public bool CoordinatedShutdownTerminateActorSystem { get; }

    public bool CoordinatedShutdownRunByActorSystemTerminate { get; }

    /// <summary>Puts more defaults under the configuration, as an extension does with its reference.</summary>
    public void InjectTopLevelFallback(Config config)
    {
        lock (_gate)
        {
            if (!Config.IsNullOrEmpty() && Config.Root is not null && Contains(config))
                return;
            Config = Config.SafeWithFallback(config);
        }
    }

    public override string ToString() => Config.ToString();

    private bool Contains(Config config)
    {
        for (var each = Config; each is not null; each = each.Fallback)
        {
            if (ReferenceEquals(each, config))
                return true;
        }

        return false;
    }
}
