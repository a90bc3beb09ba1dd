using Akka.Actor;

namespace Akka.TestKit;

/// <summary>What can be done with filters: wait for events, or mute them.</summary>
/// <remarks>
/// Events are waited for after the action, for as long as <c>akka.test.filter-leeway</c> or the
/// given time. What is accepted isn't logged meanwhile.
/// </remarks>
public interface IEventFilterApplier
{
    /// <summary>Adds another filter: an event that either accepts counts.</summary>
    EventFilterFactory And { get; }

    /// <summary>Runs an action, which must cause exactly one event.</summary>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs an action, which must cause exactly one event.</summary>
    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs a function, which must cause exactly one event.</summary>
    T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a function, which must cause exactly one event.</summary>
    T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Runs an action, which must cause exactly so many events.</summary>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs an action, which must cause exactly so many events.</summary>
    void Expect(
        int expectedCount,
        TimeSpan timeout,
        Action action,
        CancellationToken cancellationToken = default
    );

    /// <summary>Runs a function, which must cause exactly so many events.</summary>
    T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a function, which must cause exactly so many events.</summary>
    T Expect<T>(
        int expectedCount,
        TimeSpan timeout,
        Func<T> func,
        CancellationToken cancellationToken = default
    );

    /// <summary>Runs an action, which must cause exactly one event.</summary>
    Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs an action, which must cause exactly one event.</summary>
    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>Runs an action, which must cause exactly one event.</summary>
    Task ExpectOneAsync(
        TimeSpan timeout,
        Func<Task> actionAsync,
        CancellationToken cancellationToken = default
    );

    /// <summary>Runs a function, which must cause exactly one event.</summary>
    Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Runs a function, which must cause exactly one event.</summary>
    Task<T> ExpectOneAsync<T>(
        TimeSpan timeout,
        Func<Task<T>> func,
        CancellationToken cancellationToken = default
    );

    /// <summary>Runs an action, which must cause exactly so many events.</summary>
    Task ExpectAsync(
        int expectedCount,
        Func<Task> actionAsync,
        TimeSpan? timeout,
        CancellationToken cancellationToken = default
    );

    /// <summary>Runs an action, which must cause exactly so many events.</summary>
    Task ExpectAsync(
        int expectedCount,
        Func<Task> actionAsync,
        CancellationToken cancellationToken = default
    );

    /// <summary>Runs an action, which must cause exactly so many events.</summary>
    Task ExpectAsync(
        int expectedCount,
        TimeSpan timeout,
        Action action,
        CancellationToken cancellationToken = default
    );

    /// <summary>Runs an action, which must cause exactly so many events.</summary>
    Task ExpectAsync(
        int expectedCount,
        TimeSpan timeout,
        Func<Task> actionAsync,
        CancellationToken cancellationToken = default
    );

    /// <summary>Runs a function, which must cause exactly so many events.</summary>
    Task<T> ExpectAsync<T>(
        int expectedCount,
        Func<Task<T>> func,
        CancellationToken cancellationToken = default
    );

    /// <summary>Runs a function, which must cause exactly so many events.</summary>
    Task<T> ExpectAsync<T>(
        int expectedCount,
        TimeSpan timeout,
        Func<Task<T>> func,
        CancellationToken cancellationToken = default
    );

    /// <summary>Runs a function; the events that it causes aren't logged.</summary>
    T Mute<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Runs an action; the events that it causes aren't logged.</summary>
    void Mute(Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs a function; the events that it causes aren't logged.</summary>
    Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Runs an action; the events that it causes aren't logged.</summary>
    Task MuteAsync(Action action, CancellationToken cancellationToken = default);

    /// <summary>Runs an action; the events that it causes aren't logged.</summary>
    Task MuteAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>Mutes until the result is disposed or unmuted.</summary>
    IUnmutableFilter Mute();
}
