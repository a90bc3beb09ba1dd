using Akka.Actor;
using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit.Internal;

/// <summary>Applies filters while an action runs.</summary>
public partial class InternalEventFilterApplier : IEventFilterApplier
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly IReadOnlyList<EventFilterBase> _filters;
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _actorSystem;

    /// <summary>Applies <paramref name="filters"/> to the events of <paramref name="system"/>.</summary>
    public InternalEventFilterApplier(
        TestKitBase testkit,
        ActorSystem system,
        IReadOnlyList<EventFilterBase> filters
    )
    {
        _testkit = testkit;
        _actorSystem = system;
        _filters = filters;
    }

    /// <inheritdoc/>
    public EventFilterFactory And => new(_testkit, _actorSystem, _filters);

    /// <inheritdoc/>
    public IUnmutableFilter Mute()
    {
        var filter = new InternalUnmutableFilter(_filters, _actorSystem);
        _actorSystem.EventStream.Publish(new Mute(_filters));
        return filter;
    }

    /// <summary>Runs a function while the filters are on, and waits for the events it must cause.</summary>
    protected T Intercept<T>(
        Func<T> func,
        ActorSystem system,
        TimeSpan? timeout,
        int? expectedOccurrences,
        MatchedEventHandler? matchedEventHandler = null,
        CancellationToken cancellationToken = default
    )
    {
        var (handler, limit) = Begin(system, timeout, matchedEventHandler);
        try
        {
            var result = func();
            if (!AwaitDone(limit, expectedOccurrences, handler, cancellationToken))
            {
                Fail(limit, expectedOccurrences!.Value, handler);
            }
            return result;
        }
        finally
        {
            End(system, handler);
        }
    }

    /// <inheritdoc cref="Intercept"/>
    protected async Task<T> InterceptAsync<T>(
        Func<Task<T>> func,
        ActorSystem system,
        TimeSpan? timeout,
        int? expectedOccurrences,
        MatchedEventHandler? matchedEventHandler = null,
        CancellationToken cancellationToken = default
    )
    {
        var (handler, limit) = Begin(system, timeout, matchedEventHandler);
        try
        {
            var result = await func();
            if (!await AwaitDoneAsync(limit, expectedOccurrences, handler, cancellationToken))
            {
                Fail(limit, expectedOccurrences!.Value, handler);
            }
            return result;
        }
        finally
        {
            End(system, handler);
        }
    }

    /// <summary>Waits until there were as many events as expected; or for none, all the time.</summary>
    protected bool AwaitDone(
        TimeSpan timeout,
        int? expectedOccurrences,
        MatchedEventHandler matchedEventHandler,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(matchedEventHandler);
        if (expectedOccurrences is not { } expected)
        {
            return true;
        }
        _testkit.AwaitConditionNoThrow(
            () => matchedEventHandler.ReceivedCount >= Math.Max(expected, 1),
            timeout,
            Interval,
            cancellationToken
        );
        return matchedEventHandler.ReceivedCount == expected;
    }

    /// <inheritdoc cref="AwaitDone"/>
    protected async Task<bool> AwaitDoneAsync(
        TimeSpan timeout,
        int? expectedOccurrences,
        MatchedEventHandler matchedEventHandler,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(matchedEventHandler);
        if (expectedOccurrences is not { } expected)
        {
            return true;
        }
        await _testkit.AwaitConditionNoThrowAsync(
            () => matchedEventHandler.ReceivedCount >= Math.Max(expected, 1),
            timeout,
            Interval,
            cancellationToken
        );
        return matchedEventHandler.ReceivedCount == expected;
    }

    /// <summary>"1 message", "2 messages".</summary>
    protected static string GetMessageString(int number) =>
        number == 1 ? "1 message" : $"{number} messages";

    private static Func<Task> Async(Action action) =>
        () =>
        {
            action();
            return Task.CompletedTask;
        };

    private void Expect(
        int? expected,
        TimeSpan? timeout,
        Action action,
        CancellationToken cancellationToken
    ) =>
        Intercept<object?>(
            () =>
            {
                action();
                return null;
            },
            _actorSystem,
            timeout,
            expected,
            null,
            cancellationToken
        );

    private Task ExpectAsync(
        int? expected,
        TimeSpan? timeout,
        Func<Task> action,
        CancellationToken cancellationToken
    ) =>
        InterceptAsync<object?>(
            async () =>
            {
                await action();
                return null;
            },
            _actorSystem,
            timeout,
            expected,
            null,
            cancellationToken
        );

    private (MatchedEventHandler Handler, TimeSpan Limit) Begin(
        ActorSystem system,
        TimeSpan? timeout,
        MatchedEventHandler? handler
    )
    {
        handler ??= new MatchedEventHandler();
        foreach (var filter in _filters)
        {
            filter.EventMatched += handler.HandleEvent;
        }
        system.EventStream.Publish(new Mute(_filters));
        var limit = timeout is { } given
            ? _testkit.Dilated(given)
            : _testkit.TestKitSettings.TestEventFilterLeeway;
        return (handler, limit);
    }

    private void End(ActorSystem system, MatchedEventHandler handler)
    {
        foreach (var filter in _filters)
        {
            filter.EventMatched -= handler.HandleEvent;
        }
        system.EventStream.Publish(new Unmute(_filters));
    }

    private void Fail(TimeSpan limit, int expected, MatchedEventHandler handler)
    {
        var filters = string.Join(" or ", _filters);
        _testkit.TestAssertions.Fail(
            "Expected {0} within {1}, but received {2}: {3}",
            GetMessageString(expected),
            limit,
            handler.ReceivedCount,
            filters
        );
    }

    /// <summary>Counts the events that the filters accept.</summary>
    protected class MatchedEventHandler
    {
        private int _receivedCount;

        /// <summary>How many there were.</summary>
        public int ReceivedCount => Volatile.Read(ref _receivedCount);

        /// <summary>Counts one.</summary>
        public virtual void HandleEvent(EventFilterBase eventFilter, LogEvent logEvent) =>
            Interlocked.Increment(ref _receivedCount);
    }

    /// <summary>A mute that lasts until it is ended.</summary>
    protected sealed class InternalUnmutableFilter : IUnmutableFilter
    {
        private readonly IReadOnlyCollection<EventFilterBase> _filters;
        private readonly ActorSystem _system;
        private bool _isEnded;

        /// <summary>A mute of <paramref name="filters"/>.</summary>
        public InternalUnmutableFilter(
            IReadOnlyCollection<EventFilterBase> filters,
            ActorSystem system
        )
        {
            _filters = filters;
            _system = system;
        }

        /// <inheritdoc/>
        public void Unmute()
        {
            if (!_isEnded)
            {
                _isEnded = true;
                _system.EventStream.Publish(new Unmute(_filters));
            }
        }

        /// <inheritdoc/>
        public void Dispose() => Unmute();
    }
}
