using System.Text.RegularExpressions;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit;

public partial class EventFilterFactory
{
    /// <summary>Events of a level.</summary>
    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel,
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null
    ) =>
        CreateApplier(
            Of(logLevel, CreateMessageMatcher(message!, start!, contains!), Source(source)),
            _system
        );

    /// <summary>Events of a level.</summary>
    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel,
        Regex pattern,
        string? source = null
    ) => CreateApplier(Of(logLevel, new RegexMatcher(pattern), Source(source)), _system);

    /// <summary>Errors, by their whole message, its start, or what it contains.</summary>
    public IEventFilterApplier Error(
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null
    ) => ForLogLevel(LogLevel.ErrorLevel, message, start, contains, source);

    /// <summary>Errors, by a regular expression.</summary>
    public IEventFilterApplier Error(Regex pattern, string? source = null) =>
        ForLogLevel(LogLevel.ErrorLevel, pattern, source);

    /// <summary>Warnings, by their whole message, its start, or what it contains.</summary>
    public IEventFilterApplier Warning(
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null
    ) => ForLogLevel(LogLevel.WarningLevel, message, start, contains, source);

    /// <summary>Warnings, by a regular expression.</summary>
    public IEventFilterApplier Warning(Regex pattern, string? source = null) =>
        ForLogLevel(LogLevel.WarningLevel, pattern, source);

    /// <summary>Information events, by their whole message, its start, or what it contains.</summary>
    public IEventFilterApplier Info(
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null
    ) => ForLogLevel(LogLevel.InfoLevel, message, start, contains, source);

    /// <summary>Information events, by a regular expression.</summary>
    public IEventFilterApplier Info(Regex pattern, string? source = null) =>
        ForLogLevel(LogLevel.InfoLevel, pattern, source);

    /// <summary>Debug events, by their whole message, its start, or what it contains.</summary>
    public IEventFilterApplier Debug(
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null
    ) => ForLogLevel(LogLevel.DebugLevel, message, start, contains, source);

    /// <summary>Debug events, by a regular expression.</summary>
    public IEventFilterApplier Debug(Regex pattern, string? source = null) =>
        ForLogLevel(LogLevel.DebugLevel, pattern, source);

    private static EventFilterBase Of(
        LogLevel level,
        IStringMatcher message,
        IStringMatcher? source
    ) =>
        level switch
        {
            LogLevel.DebugLevel => new DebugFilter(message, source),
            LogLevel.InfoLevel => new InfoFilter(message, source),
            LogLevel.WarningLevel => new WarningFilter(message, source),
            LogLevel.ErrorLevel => new ErrorFilter(message, source),
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "No such level."),
        };
}
