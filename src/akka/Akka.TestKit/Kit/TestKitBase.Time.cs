using System.Diagnostics;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>What is left of the innermost <c>Within</c>.</summary>
    /// <exception cref="InvalidOperationException">There is no <c>Within</c> around.</exception>
    public TimeSpan Remaining =>
        _deadline is { } deadline
            ? Until(deadline)
            : throw new InvalidOperationException(
                "Remaining only means something inside a Within."
            );

    /// <summary>What is left of the innermost <c>Within</c>, or the usual time for one message.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>What is left of the innermost <c>Within</c>, or <paramref name="duration"/>.</summary>
    protected internal TimeSpan RemainingOr(TimeSpan duration) =>
        _deadline is { } deadline ? Until(deadline) : duration;

    /// <summary>
    /// The dilated <paramref name="duration"/>; without one, what is left of the innermost
    /// <c>Within</c>, or the usual time for one message.
    /// </summary>
    /// <exception cref="ArgumentException">The duration is infinite.</exception>
    public TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } given)
        {
            return RemainingOrDefault;
        }
        if (given.IsInfinite())
        {
            throw new ArgumentException("The duration cannot be infinite.", nameof(duration));
        }
        return Dilated(given);
    }

    /// <summary>A duration, multiplied by <c>akka.test.timefactor</c>.</summary>
    public TimeSpan Dilated(TimeSpan duration) =>
        duration.IsPositiveFinite() ? duration * TestKitSettings.TestTimeFactor : duration;

    /// <summary>The duration, or the usual time for one message.</summary>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => RemainingOrDilated(timeout);

    /// <summary>Runs a block that must end in time; what waits inside it only waits so long.</summary>
    public void Within(
        TimeSpan max,
        Action action,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    ) => Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that must end in time, and not too early.</summary>
    public void Within(
        TimeSpan min,
        TimeSpan max,
        Action action,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    ) =>
        Within<object?>(
            min,
            max,
            () =>
            {
                action();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken
        );

    /// <summary>Runs a block that must end in time; what waits inside it only waits so long.</summary>
    public T Within<T>(
        TimeSpan max,
        Func<T> function,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    ) => Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that must end in time, and not too early.</summary>
    public T Within<T>(
        TimeSpan min,
        TimeSpan max,
        Func<T> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    )
    {
        var limit = Enter(min, max, hint);
        T result;
        try
        {
            result = function();
        }
        finally
        {
            _deadline = limit.Outer;
        }
        limit.Check(epsilonValue);
        return result;
    }

    /// <summary>Runs a block that must end in time; what waits inside it only waits so long.</summary>
    public Task WithinAsync(
        TimeSpan max,
        Func<Task> actionAsync,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    ) => WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that must end in time, and not too early.</summary>
    public Task WithinAsync(
        TimeSpan min,
        TimeSpan max,
        Func<Task> actionAsync,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    ) =>
        WithinAsync<object?>(
            min,
            max,
            async () =>
            {
                await actionAsync();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken
        );

    /// <summary>Runs a block that must end in time; what waits inside it only waits so long.</summary>
    public Task<T> WithinAsync<T>(
        TimeSpan max,
        Func<Task<T>> function,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    ) => WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that must end in time, and not too early.</summary>
    public async Task<T> WithinAsync<T>(
        TimeSpan min,
        TimeSpan max,
        Func<Task<T>> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default
    )
    {
        var limit = Enter(min, max, hint);
        T result;
        try
        {
            // A block that never comes back still ends here, a little after its deadline.
            var grace = limit.Max + Dilated(TimeSpan.FromSeconds(1));
            result = await function().WaitAsync(grace, TimeProvider.System, cancellationToken);
        }
        finally
        {
            _deadline = limit.Outer;
        }
        limit.Check(epsilonValue);
        return result;
    }

    private static TimeSpan Until(long deadline)
    {
        var left = TimeSpan.FromTicks(deadline - Now.Ticks);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private TimeLimit Enter(TimeSpan min, TimeSpan max, string? hint)
    {
        min.EnsureIsPositiveFiniteOrZero(nameof(min));
        max.EnsureIsPositiveFiniteOrZero(nameof(max));
        max = Dilated(max);
        var left = _deadline is { } outer ? Until(outer) : max;
        _assertions.AssertTrue(
            left >= min,
            "The required minimum of {0} is more than the {1} that are left. {2}",
            min,
            left,
            hint ?? ""
        );
        _lastWasNoMessage = false;
        var limit = new TimeLimit(this, Now, min, max.Min(left), _deadline, hint ?? "");
        _deadline = (limit.Start + limit.Max).Ticks;
        return limit;
    }

    private sealed record TimeLimit(
        TestKitBase Kit,
        TimeSpan Start,
        TimeSpan Min,
        TimeSpan Max,
        long? Outer,
        string Hint
    )
    {
        internal void Check(TimeSpan? epsilon)
        {
            var elapsed = Now - Start;
            Kit._assertions.AssertTrue(
                elapsed >= Min,
                "Failed: block took {0}, should have taken at least {1}. {2}",
                elapsed,
                Min,
                Hint
            );
            // Waiting for nothing takes all the time there is, and a little more.
            if (!Kit._lastWasNoMessage)
            {
                Kit._assertions.AssertTrue(
                    elapsed <= Max + (epsilon ?? TimeSpan.Zero),
                    "Failed: block took {0}, exceeding {1}. {2}",
                    elapsed,
                    Max,
                    Hint
                );
            }
        }
    }
}
