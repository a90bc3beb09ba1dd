using Akka.Actor;
using Akka.Util;

namespace Akka.Pattern;

/// <summary>Work that begins later.</summary>
public static class FutureTimeoutSupport
{
    /// <summary>The task that <paramref name="value"/> gives, asked for after a while.</summary>
    public static Task<T> After<T>(TimeSpan timeout, IScheduler scheduler, Func<Task<T>> value)
    {
        if (timeout < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(
                nameof(timeout),
                timeout,
                "The delay must not be negative."
            );
        var later = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        scheduler.Advanced.ScheduleOnce(timeout, () => _ = Complete(later, value));
        return later.Task;
    }

    private static async Task Complete<T>(TaskCompletionSource<T> later, Func<Task<T>> value)
    {
        try
        {
            later.TrySetResult(await value().ConfigureAwait(false));
        }
#pragma warning disable CA1031 // It is the task's.
        catch (Exception e)
#pragma warning restore CA1031
        {
            later.TrySetException(e);
        }
    }
}

/// <summary>Trying again what failed.</summary>
public static class RetrySupport
{
    /// <summary>Tries up to <paramref name="attempts"/> times, at once.</summary>
    public static Task<T> Retry<T>(Func<Task<T>> attempt, int attempts) =>
        Run(attempt, attempts, static _ => Option<TimeSpan>.None, null);

    /// <summary>Tries with pauses that double, from the least to the most, and differ a little.</summary>
    public static Task<T> Retry<T>(
        Func<Task<T>> attempt,
        int attempts,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        int randomFactor,
        IScheduler scheduler
    )
    {
        if (minBackoff <= TimeSpan.Zero)
            throw new ArgumentException("The pause must be positive.", nameof(minBackoff));
        if (maxBackoff < minBackoff)
            throw new ArgumentException(
                "The longest pause is shorter than the shortest.",
                nameof(maxBackoff)
            );
        if (randomFactor is < 0 or > 1)
            throw new ArgumentException(
                "The random factor is between 0 and 1.",
                nameof(randomFactor)
            );
        return Run(
            attempt,
            attempts,
            tried => new Option<TimeSpan>(
                BackoffSupervisor.CalculateDelay(tried, minBackoff, maxBackoff, randomFactor)
            ),
            scheduler
        );
    }

    /// <summary>Tries with a pause between.</summary>
    public static Task<T> Retry<T>(
        Func<Task<T>> attempt,
        int attempts,
        TimeSpan delay,
        IScheduler scheduler
    ) => Run(attempt, attempts, _ => new Option<TimeSpan>(delay), scheduler);

    /// <summary>Tries with a pause by the number of tries so far; none means at once.</summary>
    public static Task<T> Retry<T>(
        Func<Task<T>> attempt,
        int attempts,
        Func<int, Option<TimeSpan>> delayFunction,
        IScheduler scheduler
    ) => Run(attempt, attempts, delayFunction, scheduler);

    private static async Task<T> Run<T>(
        Func<Task<T>> attempt,
        int attempts,
        Func<int, Option<TimeSpan>> pause,
        IScheduler? scheduler
    )
    {
        if (attempts < 0)
            throw new ArgumentException(
                "The number of attempts must not be negative.",
                nameof(attempts)
            );
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch when (tried <= attempts)
            {
                // The next one may do better.
            }

            var delay = pause(tried);
            if (delay.HasValue && delay.Value > TimeSpan.Zero)
            {
                await FutureTimeoutSupport
                    .After(delay.Value, scheduler!, static () => Task.FromResult(Done.Instance))
                    .ConfigureAwait(false);
            }
        }
    }
}
