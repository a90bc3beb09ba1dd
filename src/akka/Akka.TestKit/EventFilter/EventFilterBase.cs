using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>Told of an event that a filter accepted.</summary>
public delegate void EventMatched(EventFilterBase eventFilter, LogEvent logEvent);

/// <summary>The base of all filters: judges an event's message and source.</summary>
public abstract class EventFilterBase : IEventFilter
{
    private readonly IStringMatcher _sourceMatcher;
    private readonly IStringMatcher _messageMatcher;

    /// <summary>A filter by message and source; null accepts any.</summary>
    protected EventFilterBase(IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher)
    {
        _messageMatcher = messageMatcher ?? MatchesAll.Instance;
        _sourceMatcher = sourceMatcher ?? MatchesAll.Instance;
    }

    /// <summary>An event was accepted.</summary>
#pragma warning disable CA1003, MA0046 // The packages' delegate.
    public event EventMatched? EventMatched;
#pragma warning restore CA1003, MA0046

    /// <summary>What kind of events this is about.</summary>
    protected abstract string FilterDescriptiveName { get; }

    /// <inheritdoc/>
    public bool Apply(LogEvent logEvent)
    {
        if (!IsMatch(logEvent))
        {
            return false;
        }
        OnEventMatched(logEvent);
        return true;
    }

    /// <summary>Whether an event is meant.</summary>
    protected abstract bool IsMatch(LogEvent evt);

    /// <summary>Tells those who wait for events.</summary>
    protected virtual void OnEventMatched(LogEvent logEvent) =>
        EventMatched?.Invoke(this, logEvent);

    /// <summary>Whether source and message are meant.</summary>
    protected bool InternalDoMatch(string src, object msg) =>
        _messageMatcher.IsMatch(msg?.ToString() ?? "null") && _sourceMatcher.IsMatch(src);

    /// <inheritdoc/>
    public override string ToString()
    {
        var message = _messageMatcher.ToString();
        var source = _sourceMatcher.ToString();
        return FilterDescriptiveName
            + (string.IsNullOrEmpty(message) ? "" : $" when message {message}")
            + (string.IsNullOrEmpty(source) ? "" : $" and source {source}");
    }
}

/// <summary>Accepts debug events.</summary>
public sealed class DebugFilter : EventFilterBase
{
    /// <summary>A filter by message and source.</summary>
    public DebugFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
        : base(messageMatcher, sourceMatcher) { }

    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Debug";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) =>
        evt is Debug && InternalDoMatch(evt.LogSource, evt.Message);
}

/// <summary>Accepts information events.</summary>
public sealed class InfoFilter : EventFilterBase
{
    /// <summary>A filter by message and source.</summary>
    public InfoFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
        : base(messageMatcher, sourceMatcher) { }

    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Info";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) =>
        evt is Info && InternalDoMatch(evt.LogSource, evt.Message);
}

/// <summary>Accepts warnings.</summary>
public sealed class WarningFilter : EventFilterBase
{
    /// <summary>A filter by message and source.</summary>
    public WarningFilter(
        IStringMatcher? messageMatcher = null,
        IStringMatcher? sourceMatcher = null
    )
        : base(messageMatcher, sourceMatcher) { }

    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Warning";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) =>
        evt is Warning && InternalDoMatch(evt.LogSource, evt.Message);
}

/// <summary>Accepts whatever meets a condition.</summary>
public sealed class CustomEventFilter : EventFilterBase
{
    private readonly Predicate<LogEvent> _predicate;

    /// <summary>A filter by <paramref name="predicate"/>.</summary>
    public CustomEventFilter(Predicate<LogEvent> predicate)
        : base(null, null) => _predicate = predicate;

    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Custom";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) => _predicate(evt);
}

/// <summary>Accepts errors, by their exception or message.</summary>
public sealed class ErrorFilter : EventFilterBase
{
    private readonly Type? _exceptionType;
    private readonly bool _recurseInnerExceptions;
    private readonly IStringMatcher _exceptionMessage;

    /// <summary>A filter by message and source.</summary>
    public ErrorFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
        : this(null!, messageMatcher, sourceMatcher, false) { }

    /// <summary>A filter by the type of exception, message and source.</summary>
    /// <param name="exceptionType">The type or a base of it; null for any.</param>
    /// <param name="messageMatcher">Judges the event's or the exception's message.</param>
    /// <param name="sourceMatcher">Judges the source.</param>
    /// <param name="recurseInnerExceptions">Whether an inner exception counts as well.</param>
    public ErrorFilter(
        Type exceptionType,
        IStringMatcher? messageMatcher = null,
        IStringMatcher? sourceMatcher = null,
        bool recurseInnerExceptions = false
    )
        : base(messageMatcher, sourceMatcher)
    {
        _exceptionType = exceptionType;
        _exceptionMessage = messageMatcher ?? MatchesAll.Instance;
        _recurseInnerExceptions = recurseInnerExceptions;
    }

    /// <inheritdoc/>
    protected override string FilterDescriptiveName =>
        _exceptionType is null ? "Error" : $"Error with Cause <{_exceptionType}>";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt)
    {
        if (evt is not Error { } error)
        {
            return false;
        }
        if (_exceptionType is null)
        {
            return InternalDoMatch(error.LogSource, error.Message);
        }
        for (var cause = error.Cause; cause is not null; cause = cause.InnerException)
        {
            if (
                _exceptionType.IsInstanceOfType(cause)
                && (
                    InternalDoMatch(error.LogSource, error.Message)
                    || (
                        _exceptionMessage.IsMatch(cause.Message)
                        && InternalDoMatch(error.LogSource, cause.Message)
                    )
                )
            )
            {
                return true;
            }
            if (!_recurseInnerExceptions)
            {
                return false;
            }
        }
        return false;
    }
}
