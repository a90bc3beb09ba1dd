using Akka.Streams.Stages.Timing;

namespace Akka.Streams.Blueprints;

internal static partial class Operators
{
    internal static Operator<T, T> InitialTimeout<T>(TimeSpan timeout) =>
        Of<T, T, TimeSpan>(
            timeout,
            static (island, _, down, timeout) => new InitialTimeoutStage<T>(island, down, timeout)
        );

    internal static Operator<T, T> CompletionTimeout<T>(TimeSpan timeout) =>
        Of<T, T, TimeSpan>(
            timeout,
            static (island, _, down, timeout) =>
                new CompletionTimeoutStage<T>(island, down, timeout)
        );

    internal static Operator<T, T> IdleTimeout<T>(TimeSpan timeout) =>
        Of<T, T, TimeSpan>(
            timeout,
            static (island, _, down, timeout) => new IdleTimeoutStage<T>(island, down, timeout)
        );

    internal static Operator<T, T> BackpressureTimeout<T>(TimeSpan timeout) =>
        Of<T, T, TimeSpan>(
            timeout,
            static (island, _, down, timeout) =>
                new BackpressureTimeoutStage<T>(island, down, timeout)
        );

    internal static Operator<TIn, TOut> KeepAlive<TIn, TOut>(TimeSpan timeout, Func<TOut> inject)
        where TIn : TOut =>
        Of<TIn, TOut, (TimeSpan Timeout, Func<TOut> Inject)>(
            (timeout, inject),
            static (island, _, down, state) =>
                new KeepAliveStage<TIn, TOut>(island, down, state.Timeout, state.Inject)
        );

    internal static Operator<T, T> Throttle<T>(
        int cost,
        TimeSpan per,
        int maximumBurst,
        Func<T, int>? costOf,
        ThrottleMode mode
    )
    {
        if (cost <= 0)
            throw new ArgumentException("The cost must be positive", nameof(cost));
        if (per <= TimeSpan.Zero)
            throw new ArgumentException("The time must be positive", nameof(per));
        if (maximumBurst < 0 || (maximumBurst == 0 && mode == ThrottleMode.Enforcing))
            throw new ArgumentException("The burst is too small", nameof(maximumBurst));
        return Of<T, T, (int, TimeSpan, int, Func<T, int>?, ThrottleMode)>(
            (cost, per, maximumBurst, costOf, mode),
            static (island, attributes, down, rate) =>
                new ThrottleStage<T>(island, attributes, down, rate)
        );
    }

    internal static Operator<T, IEnumerable<T>> GroupedWithin<T>(
        int maxCount,
        long maxWeight,
        TimeSpan interval,
        Func<T, long>? weightOf
    )
    {
        if (maxCount <= 0)
            throw new ArgumentException("The size must be positive", nameof(maxCount));
        if (maxWeight <= 0)
            throw new ArgumentException("The weight must be positive", nameof(maxWeight));
        if (interval <= TimeSpan.Zero)
            throw new ArgumentException("The time must be positive", nameof(interval));
        return Of<T, IEnumerable<T>, (int, long, TimeSpan, Func<T, long>?)>(
            (maxCount, maxWeight, interval, weightOf),
            static (island, attributes, down, limits) =>
                new GroupedWithinStage<T>(island, attributes, down, limits)
        );
    }

    internal static Operator<T, T> TakeWithin<T>(TimeSpan duration) =>
        Of<T, T, TimeSpan>(
            duration,
            static (island, _, down, duration) => new TakeWithinStage<T>(island, down, duration)
        );

    internal static Operator<T, T> SkipWithin<T>(TimeSpan duration) =>
        Of<T, T, TimeSpan>(
            duration,
            static (island, _, down, duration) => new SkipWithinStage<T>(island, down, duration)
        );

    internal static Operator<T, T> InitialDelay<T>(TimeSpan delay) =>
        Of<T, T, TimeSpan>(
            delay,
            static (island, _, down, delay) => new InitialDelayStage<T>(island, down, delay)
        );

    internal static Operator<T, T> Delay<T>(TimeSpan delay, DelayOverflowStrategy strategy) =>
        Of<T, T, (TimeSpan Delay, DelayOverflowStrategy Strategy)>(
            (delay, strategy),
            static (island, attributes, down, state) =>
                new DelayStage<T>(island, attributes, down, state.Delay, state.Strategy)
        );
}
