using Akka.Event;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Repeats an assertion until it holds or time is up, when its error is thrown.</summary>
    /// <param name="assertion">The assertion.</param>
    /// <param name="duration">How long to try.</param>
    /// <param name="interval">How long to wait in between; 100 ms unless given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void AwaitAssert(
        Action assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    )
    {
        var attempts = new Attempts(RemainingOrDilated(duration), interval);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (!attempts.IsLast)
            {
                cancellationToken.WaitHandle.WaitOne(attempts.Pause);
            }
        }
    }

    /// <inheritdoc cref="AwaitAssert"/>
    public Task AwaitAssertAsync(
        Action assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    ) =>
        AwaitAssertAsync(
            () =>
            {
                assertion();
                return Task.CompletedTask;
            },
            duration,
            interval,
            cancellationToken
        );

    /// <inheritdoc cref="AwaitAssert"/>
    public async Task AwaitAssertAsync(
        Func<Task> assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    )
    {
        var attempts = new Attempts(RemainingOrDilated(duration), interval);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (!attempts.IsLast)
            {
                await Task.Delay(attempts.Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>Waits until a condition holds; fails when it doesn't in time.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        CancellationToken cancellationToken = default
    ) => AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <summary>Waits until a condition holds; fails when it doesn't in time.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        CancellationToken cancellationToken = default
    ) => AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <summary>Waits until a condition holds; fails when it doesn't in time.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        string message,
        CancellationToken cancellationToken = default
    ) => AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <summary>Waits until a condition holds; fails when it doesn't in time.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default
    )
    {
        var wait = RemainingOrDilated(max);
        InternalAwaitCondition(
            conditionIsFulfilled,
            wait,
            interval,
            (format, args) => FailCondition(format, args, message),
            cancellationToken
        );
    }

    /// <summary>Waits until a condition holds; fails when it doesn't in time.</summary>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled,
        CancellationToken cancellationToken = default
    ) => AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <summary>Waits until a condition holds; fails when it doesn't in time.</summary>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        string message,
        CancellationToken cancellationToken = default
    ) => AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <summary>Waits until a condition holds; fails when it doesn't in time.</summary>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default
    ) =>
        AwaitConditionAsync(
            () => Task.FromResult(conditionIsFulfilled()),
            max,
            interval,
            message,
            cancellationToken
        );

    /// <summary>Waits until a condition holds; fails when it doesn't in time.</summary>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        CancellationToken cancellationToken = default
    ) => AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    /// <summary>Waits until a condition holds; fails when it doesn't in time.</summary>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        CancellationToken cancellationToken = default
    ) => AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    /// <summary>Waits until a condition holds; fails when it doesn't in time.</summary>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        string message,
        CancellationToken cancellationToken = default
    ) => AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <summary>Waits until a condition holds; fails when it doesn't in time.</summary>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default
    ) =>
        InternalAwaitConditionAsync(
            conditionIsFulfilled,
            RemainingOrDilated(max),
            interval,
            (format, args) => FailCondition(format, args, message),
            cancellationToken
        );

    /// <summary>Waits until a condition holds, and tells whether it did in time.</summary>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    ) => InternalAwaitCondition(conditionIsFulfilled, max, interval, null!, cancellationToken);

    /// <summary>Waits until a condition holds, and tells whether it did in time.</summary>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    ) =>
        AwaitConditionNoThrowAsync(
            () => Task.FromResult(conditionIsFulfilled()),
            max,
            interval,
            cancellationToken
        );

    /// <summary>Waits until a condition holds, and tells whether it did in time.</summary>
    public Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    ) => InternalAwaitConditionAsync(conditionIsFulfilled, max, interval, null!, cancellationToken);

    /// <summary>Waits until a condition holds; calls <paramref name="fail"/> when it doesn't in time.</summary>
    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        CancellationToken cancellationToken = default
    )
    {
        var attempts = new Attempts(max, interval);
        while (!conditionIsFulfilled())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (attempts.IsLast)
            {
                fail?.Invoke("Timeout {0} expired while waiting for condition.", [max]);
                return false;
            }
            cancellationToken.WaitHandle.WaitOne(attempts.Pause);
        }
        return true;
    }

    /// <summary>Waits until a condition holds; calls <paramref name="fail"/> when it doesn't in time.</summary>
    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        ILoggingAdapter logger,
        CancellationToken cancellationToken = default
    ) => InternalAwaitCondition(conditionIsFulfilled, max, interval, fail, cancellationToken);

    /// <summary>Waits until a condition holds; calls <paramref name="fail"/> when it doesn't in time.</summary>
    protected static async Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        CancellationToken cancellationToken = default
    )
    {
        var attempts = new Attempts(max, interval);
        while (!await conditionIsFulfilled())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (attempts.IsLast)
            {
                fail?.Invoke("Timeout {0} expired while waiting for condition.", [max]);
                return false;
            }
            await Task.Delay(attempts.Pause, TimeProvider.System, cancellationToken);
        }
        return true;
    }

    /// <summary>Waits until a condition holds; calls <paramref name="fail"/> when it doesn't in time.</summary>
    protected static Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan max,
        TimeSpan? interval,
        Action<string, object[]> fail,
        ILoggingAdapter logger,
        CancellationToken cancellationToken = default
    ) => InternalAwaitConditionAsync(conditionIsFulfilled, max, interval, fail, cancellationToken);

    private void FailCondition(string format, object[] args, string? message) =>
        _assertions.Fail(
            message is null ? format : $"{format} {{{args.Length}}}",
            [.. args, message ?? ""]
        );

    /// <summary>The tries of one wait: regularly, and once more at its very end.</summary>
    private sealed class Attempts(TimeSpan max, TimeSpan? interval)
    {
        private readonly long deadline = (Now + max).Ticks;
        private readonly bool endless = max < TimeSpan.Zero;

        internal bool IsLast => !endless && Until(deadline) == TimeSpan.Zero;

        internal TimeSpan Pause
        {
            get
            {
                var pause =
                    interval is { } given && given > TimeSpan.Zero ? given : DefaultInterval;
                var left = Until(deadline);
                return endless || pause < left ? pause : left;
            }
        }
    }
}
