namespace Akka.TestKit.Internal;

public partial class InternalEventFilterApplier
{
    /// <inheritdoc/>
    public void ExpectOne(Action action, CancellationToken cancellationToken = default) =>
        Expect(1, null, action, cancellationToken);

    /// <inheritdoc/>
    public void ExpectOne(
        TimeSpan timeout,
        Action action,
        CancellationToken cancellationToken = default
    ) => Expect(1, (TimeSpan?)timeout, action, cancellationToken);

    /// <inheritdoc/>
    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(func, _actorSystem, null, 1, null, cancellationToken);

    /// <inheritdoc/>
    public T ExpectOne<T>(
        TimeSpan timeout,
        Func<T> func,
        CancellationToken cancellationToken = default
    ) => Intercept(func, _actorSystem, timeout, 1, null, cancellationToken);

    /// <inheritdoc/>
    public void Expect(
        int expectedCount,
        Action action,
        CancellationToken cancellationToken = default
    ) => Expect(expectedCount, null, action, cancellationToken);

    /// <inheritdoc/>
    public void Expect(
        int expectedCount,
        TimeSpan timeout,
        Action action,
        CancellationToken cancellationToken = default
    ) => Expect(expectedCount, (TimeSpan?)timeout, action, cancellationToken);

    /// <inheritdoc/>
    public T Expect<T>(
        int expectedCount,
        Func<T> func,
        CancellationToken cancellationToken = default
    ) => Intercept(func, _actorSystem, null, expectedCount, null, cancellationToken);

    /// <inheritdoc/>
    public T Expect<T>(
        int expectedCount,
        TimeSpan timeout,
        Func<T> func,
        CancellationToken cancellationToken = default
    ) => Intercept(func, _actorSystem, timeout, expectedCount, null, cancellationToken);

    /// <inheritdoc/>
    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, null, Async(action), cancellationToken);

    /// <inheritdoc/>
    public Task ExpectOneAsync(
        Func<Task> actionAsync,
        CancellationToken cancellationToken = default
    ) => ExpectAsync(1, null, actionAsync, cancellationToken);

    /// <inheritdoc/>
    public Task ExpectOneAsync(
        TimeSpan timeout,
        Func<Task> actionAsync,
        CancellationToken cancellationToken = default
    ) => ExpectAsync(1, (TimeSpan?)timeout, actionAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<T> ExpectOneAsync<T>(
        Func<Task<T>> func,
        CancellationToken cancellationToken = default
    ) => InterceptAsync(func, _actorSystem, null, 1, null, cancellationToken);

    /// <inheritdoc/>
    public Task<T> ExpectOneAsync<T>(
        TimeSpan timeout,
        Func<Task<T>> func,
        CancellationToken cancellationToken = default
    ) => InterceptAsync(func, _actorSystem, timeout, 1, null, cancellationToken);

    /// <inheritdoc/>
    public Task ExpectAsync(
        int expectedCount,
        Func<Task> actionAsync,
        TimeSpan? timeout,
        CancellationToken cancellationToken = default
    ) => ExpectAsync(expectedCount, timeout, actionAsync, cancellationToken);

    /// <inheritdoc/>
    public Task ExpectAsync(
        int expectedCount,
        Func<Task> actionAsync,
        CancellationToken cancellationToken = default
    ) => ExpectAsync(expectedCount, null, actionAsync, cancellationToken);

    /// <inheritdoc/>
    public Task ExpectAsync(
        int expectedCount,
        TimeSpan timeout,
        Action action,
        CancellationToken cancellationToken = default
    ) => ExpectAsync(expectedCount, (TimeSpan?)timeout, Async(action), cancellationToken);

    /// <inheritdoc/>
    public Task ExpectAsync(
        int expectedCount,
        TimeSpan timeout,
        Func<Task> actionAsync,
        CancellationToken cancellationToken = default
    ) => ExpectAsync(expectedCount, (TimeSpan?)timeout, actionAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<T> ExpectAsync<T>(
        int expectedCount,
        Func<Task<T>> func,
        CancellationToken cancellationToken = default
    ) => InterceptAsync(func, _actorSystem, null, expectedCount, null, cancellationToken);

    /// <inheritdoc/>
    public Task<T> ExpectAsync<T>(
        int expectedCount,
        TimeSpan timeout,
        Func<Task<T>> func,
        CancellationToken cancellationToken = default
    ) => InterceptAsync(func, _actorSystem, timeout, expectedCount, null, cancellationToken);

    /// <inheritdoc/>
    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(func, _actorSystem, null, null, null, cancellationToken);

    /// <inheritdoc/>
    public void Mute(Action action, CancellationToken cancellationToken = default) =>
        Expect(null, null, action, cancellationToken);

    /// <inheritdoc/>
    public Task<T> MuteAsync<T>(
        Func<Task<T>> func,
        CancellationToken cancellationToken = default
    ) => InterceptAsync(func, _actorSystem, null, null, null, cancellationToken);

    /// <inheritdoc/>
    public Task MuteAsync(Action action, CancellationToken cancellationToken = default) =>
        ExpectAsync(null, null, Async(action), cancellationToken);

    /// <inheritdoc/>
    public Task MuteAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(null, null, actionAsync, cancellationToken);
}
