using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Util.Reflection;

namespace Akka.Event;

/// <summary>A bus of events by type, base types and interfaces included, and the loggers on it.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private readonly Lock _gate = new();
    private readonly List<(IActorRef Subscriber, Type Type)> _subscriptions = [];
    private readonly List<IActorRef> _loggers = [];
    private ConcurrentDictionary<Type, IActorRef[]> _receivers = new();
    private volatile LogLevel _logLevel = LogLevel.WarningLevel;

    /// <summary>Only events of this level and above reach the loggers.</summary>
    public LogLevel LogLevel => _logLevel;

    public override bool Subscribe(IActorRef subscriber, Type classifier)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        lock (_gate)
        {
            if (_subscriptions.Contains((subscriber, classifier)))
                return false;
            _subscriptions.Add((subscriber, classifier));
            _receivers = new ConcurrentDictionary<Type, IActorRef[]>();
            return true;
        }
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        return Remove(s => s.Subscriber.Equals(subscriber));
    }

    public override bool Unsubscribe(IActorRef subscriber, Type classifier)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        return Remove(s => s.Type == classifier && s.Subscriber.Equals(subscriber));
    }

    public override void Publish(object @event)
    {
        var receivers = _receivers;
        var type = GetClassifier(@event);
        if (!receivers.TryGetValue(type, out var subscribers))
        {
            lock (_gate)
            {
                subscribers = Find(type);
                // A subscription meanwhile has replaced the table; then this answer goes with the old one.
                receivers.TryAdd(type, subscribers);
            }
        }

        foreach (var subscriber in subscribers)
            Publish(@event, subscriber);
    }

    /// <summary>Changes what the loggers hear.</summary>
    public void SetLogLevel(LogLevel logLevel)
    {
        _logLevel = logLevel;
        foreach (var logger in _loggers.ToArray())
            SubscribeLogger(logger, logLevel);
    }

    /// <summary>Logs to the console until the configured loggers have started.</summary>
    public void StartStdoutLogger(Settings config)
    {
        var level = Logging.LogLevelFor(config.StdoutLogLevel);
        _logLevel = level;
        SubscribeLogger(config.StdoutLogger, level);
    }

    protected override void Publish(object @event, IActorRef subscriber) =>
        subscriber.Tell(@event, ActorRefs.NoSender);

    protected override bool IsSubClassification(Type parent, Type child) =>
        parent.IsAssignableFrom(child);

    protected override bool Classify(object @event, Type classifier) =>
        classifier.IsInstanceOfType(@event);

    protected override Type GetClassifier(object @event) => @event.GetType();

    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var settings = system.Settings;
        var level = Logging.LogLevelFor(settings.LogLevel);
        var starting = new List<StartingLogger>();
        var hasStandardOut = false;
        foreach (var name in settings.Loggers)
        {
            var type =
                TypeCache.Find(name)
                ?? throw new ConfigurationException(
                    $"Logger specified in config cannot be found: \"{name}\""
                );
            if (type == typeof(StandardOutLogger))
            {
                hasStandardOut = true;
                SubscribeLogger(settings.StdoutLogger, level);
                continue;
            }

            starting.Add(StartLogger(system, type));
        }

        _logLevel = level;
        foreach (var logger in starting)
        {
            if (settings.LoggerAsyncStart)
                _ = logger.Answer.ContinueWith(
                    _ => Started(logger, system, level),
                    TaskScheduler.Default
                );
            else
                Started(logger, system, level);
        }

        if (!hasStandardOut)
            Unsubscribe(settings.StdoutLogger);
        UnhandledMessageForwarder.Start(system);
    }

    internal void StopDefaultLoggers(ActorSystemImpl system)
    {
        var level = _logLevel;
        if (level <= LogLevel.DebugLevel)
            return;
        foreach (var logger in _loggers.ToArray())
            Unsubscribe(logger);
        _loggers.Clear();
        SubscribeLogger(
            system.Settings.StdoutLogger,
            Logging.LogLevelFor(system.Settings.StdoutLogLevel)
        );
    }

    /// <summary>
    /// Not an asynchronous method: most systems wait here for their loggers, and the state machine alone
    /// would cost each new process a dozen compiled methods.
    /// </summary>
    private StartingLogger StartLogger(ActorSystemImpl system, Type type)
    {
        string name;
        lock (_gate)
            name = $"log{_loggers.Count + 1}-{Logging.SimpleName(type)}";
        var logger = system.SystemActorOf(
            Props.Create(type).WithDispatcher(system.Settings.LoggersDispatcher),
            name
        );
        lock (_gate)
            _loggers.Add(logger);
        var answer = logger.Ask(new InitializeLogger(this), system.Settings.LoggerStartTimeout);
        return new StartingLogger(type, name, logger, answer);
    }

    private void Started(StartingLogger starting, ActorSystemImpl system, LogLevel level)
    {
        object answer;
        try
        {
            answer = starting.Answer.GetAwaiter().GetResult();
        }
        catch (AskTimeoutException)
        {
            Publish(
                new Warning(
                    GetType().Name,
                    GetType(),
                    $"Logger {starting.Name} [{starting.Type}] did not respond with LoggerInitialized"
                        + $" within {system.Settings.LoggerStartTimeout}; it is used all the same."
                )
            );
            SubscribeLogger(starting.Logger, level);
            return;
        }

        if (answer is not LoggerInitialized)
        {
            throw new LoggerInitializationException(
                $"Logger [{starting.Name}] did not respond with LoggerInitialized, sent instead {answer}"
            );
        }

        SubscribeLogger(starting.Logger, level);
        if (system.Settings.DebugEventStream)
        {
            Publish(
                new Debug(
                    GetType().Name,
                    GetType(),
                    $"Logger {starting.Name} [{starting.Type.Name}] started"
                )
            );
        }
    }

    private void SubscribeLogger(IActorRef logger, LogLevel level)
    {
        foreach (var each in Logging.AllLogLevels)
        {
            if (each >= level)
                Subscribe(logger, Logging.ClassFor(each));
            else
                Unsubscribe(logger, Logging.ClassFor(each));
        }
    }

    private IActorRef[] Find(Type type)
    {
        var found = new List<IActorRef>();
        foreach (var (subscriber, wanted) in _subscriptions)
        {
            if (IsSubClassification(wanted, type) && !found.Contains(subscriber))
                found.Add(subscriber);
        }

        return [.. found];
    }

    private bool Remove(Predicate<(IActorRef Subscriber, Type Type)> which)
    {
        lock (_gate)
        {
            if (_subscriptions.RemoveAll(which) == 0)
                return false;
            _receivers = new ConcurrentDictionary<Type, IActorRef[]>();
            return true;
        }
    }

    /// <summary>A logger that was told to start, and its answer to come.</summary>
    private sealed record StartingLogger(
        Type Type,
        string Name,
        IActorRef Logger,
        Task<object> Answer
    );
}

/// <summary>To a logger: here is the bus. It answers with <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger : INoSerializationVerificationNeeded
{
    public InitializeLogger(LoggingBus loggingBus)
    {
        LoggingBus = loggingBus;
    }

    public LoggingBus LoggingBus { get; }
}

/// <summary>From a logger: ready.</summary>
public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression;

/// <summary>Marks the queue of a logger.</summary>
public interface ILoggerMessageQueueSemantics : Dispatch.ISemantics;
