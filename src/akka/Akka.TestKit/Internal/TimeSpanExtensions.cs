namespace Akka.TestKit.Internal;

/// <summary>What a duration can mean besides a length.</summary>
public static class TimeSpanExtensions
{
    /// <summary>Whether it is missing.</summary>
    public static bool IsUndefined(this TimeSpan? timeSpan) => timeSpan is null;

    /// <summary>Whether it is zero.</summary>
    public static bool IsZero(this TimeSpan timeSpan) => timeSpan == TimeSpan.Zero;

    /// <summary>Whether it is there and zero.</summary>
    public static bool IsZero(this TimeSpan? timeSpan) => timeSpan == TimeSpan.Zero;

    /// <summary>Whether it has an end and isn't negative.</summary>
    public static bool IsPositiveFinite(this TimeSpan timeSpan) => timeSpan.Ticks > 0;

    /// <summary>Whether it is there, has an end and isn't negative.</summary>
    public static bool IsPositiveFinite(this TimeSpan? timeSpan) => timeSpan is { Ticks: > 0 };

    /// <summary>Whether it has no end.</summary>
    public static bool IsInfinite(this TimeSpan timeSpan) => timeSpan.Ticks < 0;

    /// <summary>Whether it is there and has no end.</summary>
    public static bool IsInfinite(this TimeSpan? timeSpan) => timeSpan is { Ticks: < 0 };

    /// <summary>Whether it is <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public static bool IsInfiniteTimeout(this TimeSpan timeSpan) =>
        timeSpan == Timeout.InfiniteTimeSpan;

    /// <summary>Whether it is <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public static bool IsInfiniteTimeout(this TimeSpan? timeSpan) =>
        timeSpan == Timeout.InfiniteTimeSpan;

    /// <summary>Refuses what has no end or is not positive.</summary>
    /// <exception cref="ArgumentException">It has no end or is not positive.</exception>
    public static void EnsureIsPositiveFinite(this TimeSpan timeSpan, string parameterName)
    {
        if (!timeSpan.IsPositiveFinite())
        {
            throw new ArgumentException(
                $"The duration must be positive and finite, not {timeSpan}.",
                parameterName
            );
        }
    }

    /// <summary>The shorter one.</summary>
    public static TimeSpan Min(this TimeSpan a, TimeSpan? b) =>
        b is { } other && other < a ? other : a;
}

/// <summary>The same for the kit itself.</summary>
internal static class Durations
{
    internal static void EnsureIsPositiveFiniteOrZero(this TimeSpan timeSpan, string parameterName)
    {
        if (timeSpan.Ticks < 0)
        {
            throw new ArgumentException("The duration cannot be infinite.", parameterName);
        }
    }
}
