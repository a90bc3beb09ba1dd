using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Event;

/// <summary>Adapters, levels and sources.</summary>
public static class Logging
{
    internal static readonly StandardOutLogger StandardOut = new();

    internal static readonly LogLevel[] AllLogLevels =
    [
        LogLevel.DebugLevel,
        LogLevel.InfoLevel,
        LogLevel.WarningLevel,
        LogLevel.ErrorLevel,
    ];

    /// <summary>The logger of the actor that runs here: its path is the source.</summary>
    public static ILoggingAdapter GetLogger(
        this IActorContext context,
        ILogMessageFormatter? logMessageFormatter = null
    ) =>
        new BusLogging(
            context.System.EventStream,
            context.Self.Path.ToString(),
            context.Props.Type,
            logMessageFormatter ?? context.System.Settings.LogFormatter
        );

    /// <summary>A logger for an object, a type or a text.</summary>
    public static ILoggingAdapter GetLogger(
        ActorSystem system,
        object logSourceObj,
        ILogMessageFormatter? logMessageFormatter = null
    )
    {
        var source = LogSource.Create(logSourceObj, system);
        return new BusLogging(
            system.EventStream,
            source.Source,
            source.Type,
            logMessageFormatter ?? system.Settings.LogFormatter
        );
    }

    public static ILoggingAdapter GetLogger(
        LoggingBus loggingBus,
        object logSourceObj,
        ILogMessageFormatter? logMessageFormatter = null
    )
    {
        var source = LogSource.Create(logSourceObj);
        return new BusLogging(
            loggingBus,
            source.Source,
            source.Type,
            logMessageFormatter ?? DefaultLogMessageFormatter.Instance
        );
    }

    /// <summary>The level that a configuration names.</summary>
    public static LogLevel LogLevelFor(string logLevel) =>
        logLevel?.ToUpperInvariant() switch
        {
            "DEBUG" => LogLevel.DebugLevel,
            "INFO" => LogLevel.InfoLevel,
            "WARNING" => LogLevel.WarningLevel,
            "ERROR" => LogLevel.ErrorLevel,
            "OFF" => Off,
            _ => throw new ArgumentException(
                $"Unknown LogLevel: \"{logLevel}\". Valid values are: \"DEBUG\", \"INFO\", \"WARNING\", \"ERROR\", \"OFF\"",
                nameof(logLevel)
            ),
        };

    public static LogLevel LogLevelFor<T>()
        where T : LogEvent
    {
        if (typeof(T) == typeof(Debug))
            return LogLevel.DebugLevel;
        if (typeof(T) == typeof(Info))
            return LogLevel.InfoLevel;
        if (typeof(T) == typeof(Warning))
            return LogLevel.WarningLevel;
        return typeof(T) == typeof(Error)
            ? LogLevel.ErrorLevel
            : throw new ArgumentException($"Unknown LogEvent type: [{typeof(T)}].");
    }

    public static string StringFor(this LogLevel logLevel) =>
        logLevel switch
        {
            LogLevel.DebugLevel => "DEBUG",
            LogLevel.InfoLevel => "INFO",
            LogLevel.WarningLevel => "WARNING",
            LogLevel.ErrorLevel => "ERROR",
            Off => "OFF",
            _ => throw new ArgumentException($"Unknown LogLevel: {logLevel}", nameof(logLevel)),
        };

    public static Type ClassFor(this LogLevel logLevel) =>
        logLevel switch
        {
            LogLevel.DebugLevel => typeof(Debug),
            LogLevel.InfoLevel => typeof(Info),
            LogLevel.WarningLevel => typeof(Warning),
            LogLevel.ErrorLevel => typeof(Error),
            _ => throw new ArgumentException($"Unknown LogLevel: {logLevel}", nameof(logLevel)),
        };

    public static string SimpleName(object o) => SimpleName(o.GetType());

    public static string SimpleName(Type t) => t.Name;

    private const LogLevel Off = (LogLevel)int.MaxValue;
}

/// <summary>Where a log event comes from, as a text and a type.</summary>
public readonly struct LogSource
{
    private LogSource(string source, Type type)
    {
        Source = source;
        Type = type;
    }

    public string Source { get; }

    public Type Type { get; }

    public static LogSource Create(object o) =>
        o switch
        {
            IActorContext context => new LogSource(
                context.Self.Path.ToString(),
                context.Props.Type
            ),
            IActorRef actor => new LogSource(actor.Path.ToString(), SourceType(actor)),
            string text => new LogSource(text, typeof(DummyClassForStringSources)),
            Type type => new LogSource(Logging.SimpleName(type), type),
            _ => new LogSource(Logging.SimpleName(o), o.GetType()),
        };

    public static LogSource Create(object o, ActorSystem system) =>
        o switch
        {
            IActorContext or IActorRef => Create(o),
            string text => new LogSource(
                FromString(text, system),
                typeof(DummyClassForStringSources)
            ),
            Type type => new LogSource(FromType(type, system), type),
            _ => new LogSource(FromType(o.GetType(), system), o.GetType()),
        };

    public static LogSource Create(string source, Type t) => new(source, t);

    public static Type SourceType(object o) =>
        o switch
        {
            Type type => type,
            IActorContext context => context.Props.Type,
            ActorRefWithCell actor => actor.Underlying.Props.Type,
            string => typeof(DummyClassForStringSources),
            _ => o.GetType(),
        };

    public static string FromType(Type t, ActorSystem system) =>
        $"{Logging.SimpleName(t)} ({system})";

    public static string FromString(string source, ActorSystem system) => $"{source}({system})";

    public static string FromActor(IActorContext actor, ActorSystem system) =>
        FromActorRef(actor.Self, system);

    public static string FromActorRef(IActorRef a, ActorSystem system) => a.Path.ToString();
}

/// <summary>The class of a source that is only a text.</summary>
public class DummyClassForStringSources;
