using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit;

/// <summary>
/// Makes filters for log events and dead letters, which mute them or wait for them. They need
/// <see cref="TestEventListener"/> among <c>akka.loggers</c>, where the test kit's own
/// configuration puts it, and the log level that the events have.
/// </summary>
public partial class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;

    /// <summary>Filters for the kit's own actor system.</summary>
    public EventFilterFactory(TestKitBase testkit)
        : this(testkit, testkit?.Sys!) { }

    /// <summary>Filters for another actor system.</summary>
    public EventFilterFactory(TestKitBase testkit, ActorSystem system)
        : this(testkit, system, []) { }

    /// <summary>Filters that are added to others.</summary>
    public EventFilterFactory(
        TestKitBase testkit,
        ActorSystem system,
        IReadOnlyList<EventFilterBase> filters
    )
    {
        _testkit = testkit;
        _system = system;
        _filters = filters;
    }

    /// <summary>Errors with an exception of a type.</summary>
    /// <param name="message">The whole message of the event or the exception.</param>
    /// <param name="start">How it starts.</param>
    /// <param name="contains">What it contains.</param>
    /// <param name="source">The path of the actor, or whatever the log source is called.</param>
    public IEventFilterApplier Exception<TException>(
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null
    )
        where TException : Exception =>
        Exception(typeof(TException), message, start, contains, source);

    /// <summary>Errors with an exception of a type.</summary>
    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception => Exception(typeof(TException), pattern, source);

    /// <summary>Errors with an exception of a type.</summary>
    /// <param name="exceptionType">The type, or a base of it.</param>
    /// <param name="message">The whole message of the event or the exception.</param>
    /// <param name="start">How it starts.</param>
    /// <param name="contains">What it contains.</param>
    /// <param name="source">The path of the actor, or whatever the log source is called.</param>
    /// <param name="checkInnerExceptions">Whether an inner exception counts as well.</param>
    public IEventFilterApplier Exception(
        Type exceptionType,
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null,
        bool checkInnerExceptions = false
    ) =>
        CreateApplier(
            new ErrorFilter(
                exceptionType,
                CreateMessageMatcher(message!, start!, contains!),
                Source(source),
                checkInnerExceptions
            ),
            _system
        );

    /// <summary>Errors with an exception of a type.</summary>
    public IEventFilterApplier Exception(
        Type exceptionType,
        Regex pattern,
        string? source = null,
        bool checkInnerExceptions = false
    ) =>
        CreateApplier(
            new ErrorFilter(
                exceptionType,
                new RegexMatcher(pattern),
                Source(source),
                checkInnerExceptions
            ),
            _system
        );

    /// <summary>Events that meet a condition.</summary>
    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) =>
        CreateApplier(new CustomEventFilter(predicate), _system);

    /// <summary>Events of a type that meet a condition.</summary>
    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent => Custom(e => e is TLogEvent typed && predicate(typed));

    /// <summary>Any dead letter.</summary>
    public IEventFilterApplier DeadLetter() => DeadLetters(null, null);

    /// <summary>Dead letters with a message of a type.</summary>
    /// <param name="source">The would-be recipient's path.</param>
    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) =>
        DeadLetters(static d => d.Message is TMessage, source);

    /// <summary>Dead letters with a message of a type that meets a condition.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(
        Func<TMessage, bool> isMatch,
        string? source = null
    ) => DeadLetters(d => d.Message is TMessage message && isMatch(message), source);

    /// <summary>Dead letters with a message of a type.</summary>
    public IEventFilterApplier DeadLetter(Type type, string? source = null) =>
        DeadLetters(d => type.IsInstanceOfType(d.Message), source);

    /// <summary>Dead letters with a message of a type that meets a condition.</summary>
    public IEventFilterApplier DeadLetter(
        Type type,
        Func<object, bool> isMatch,
        string? source = null
    ) => DeadLetters(d => type.IsInstanceOfType(d.Message) && isMatch(d.Message), source);

    /// <summary>Adds a filter to the others.</summary>
    protected IEventFilterApplier CreateApplier(EventFilterBase filter, ActorSystem system) =>
        new InternalEventFilterApplier(_testkit, system, [.. _filters, filter]);

    /// <summary>The strictest of the given demands on a text.</summary>
    protected static IStringMatcher CreateMessageMatcher(
        string message,
        string start,
        string contains
    )
    {
        if (message is not null)
        {
            return new EqualsString(message);
        }
        if (start is not null)
        {
            return new StartsWithString(start);
        }
        return contains is not null ? new ContainsString(contains) : MatchesAll.Instance;
    }

    private static EqualsStringAndPathMatcher? Source(string? source) =>
        source is null ? null : new EqualsStringAndPathMatcher(source);

    private IEventFilterApplier DeadLetters(Predicate<DeadLetter>? isMatch, string? source) =>
        CreateApplier(
            new DeadLettersFilter(MatchesAll.Instance, Source(source)!, isMatch),
            _system
        );
}
