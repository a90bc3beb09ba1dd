using Akka.Streams.Blueprints;

namespace Akka.Streams.Dsl;

public static partial class SourceOperations
{
    /// <summary>Fails with <see cref="TimeoutException"/> when the first element is late.</summary>
    public static Source<TOut, TMat> InitialTimeout<TOut, TMat>(
        this Source<TOut, TMat> flow,
        TimeSpan timeout
    ) => flow.Then(Operators.InitialTimeout<TOut>(timeout));

    /// <summary>Fails with <see cref="TimeoutException"/> when the stream takes longer.</summary>
    public static Source<TOut, TMat> CompletionTimeout<TOut, TMat>(
        this Source<TOut, TMat> flow,
        TimeSpan timeout
    ) => flow.Then(Operators.CompletionTimeout<TOut>(timeout));

    /// <summary>Fails with <see cref="TimeoutException"/> when no element passes for so long.</summary>
    public static Source<TOut, TMat> IdleTimeout<TOut, TMat>(
        this Source<TOut, TMat> flow,
        TimeSpan timeout
    ) => flow.Then(Operators.IdleTimeout<TOut>(timeout));

    /// <summary>Fails with <see cref="TimeoutException"/> when demand stays away for so long.</summary>
    public static Source<TOut, TMat> BackpressureTimeout<TOut, TMat>(
        this Source<TOut, TMat> flow,
        TimeSpan timeout
    ) => flow.Then(Operators.BackpressureTimeout<TOut>(timeout));

    /// <summary>Emits an element of its own when none has come for so long.</summary>
    public static Source<TInjected, TMat> KeepAlive<TOut, TInjected, TMat>(
        this Source<TOut, TMat> flow,
        TimeSpan timeout,
        Func<TInjected> injectElement
    )
        where TOut : TInjected =>
        flow.Then(Operators.KeepAlive<TOut, TInjected>(timeout, injectElement));

    /// <summary>Lets elements pass at a rate of cost per time.</summary>
    public static Source<TOut, TMat> Throttle<TOut, TMat>(
        this Source<TOut, TMat> flow,
        int cost,
        TimeSpan per,
        int maximumBurst,
        Func<TOut, int> calculateCost,
        ThrottleMode mode
    ) => flow.Then(Operators.Throttle(cost, per, maximumBurst, calculateCost, mode));

    /// <summary>Lets elements pass at a rate.</summary>
    public static Source<TOut, TMat> Throttle<TOut, TMat>(
        this Source<TOut, TMat> flow,
        int elements,
        TimeSpan per,
        int maximumBurst,
        ThrottleMode mode
    ) => flow.Then(Operators.Throttle<TOut>(elements, per, maximumBurst, null, mode));

    /// <summary>Emits groups of that size, or what has come within the time.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWithin<TOut, TMat>(
        this Source<TOut, TMat> flow,
        int n,
        TimeSpan timeout
    ) => flow.Then(Operators.GroupedWithin<TOut>(n, long.MaxValue, timeout, null));

    /// <summary>Emits groups of that size or weight, or what has come within the time.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWeightedWithin<TOut, TMat>(
        this Source<TOut, TMat> flow,
        long maxWeight,
        int maxNumber,
        TimeSpan interval,
        Func<TOut, long> costFn
    ) => flow.Then(Operators.GroupedWithin(maxNumber, maxWeight, interval, costFn));

    /// <summary>Emits groups of that weight, or what has come within the time.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWeightedWithin<TOut, TMat>(
        this Source<TOut, TMat> flow,
        long maxWeight,
        TimeSpan interval,
        Func<TOut, long> costFn
    ) => flow.Then(Operators.GroupedWithin(int.MaxValue, maxWeight, interval, costFn));

    /// <summary>Completes after that time.</summary>
    public static Source<TOut, TMat> TakeWithin<TOut, TMat>(
        this Source<TOut, TMat> flow,
        TimeSpan duration
    ) => flow.Then(Operators.TakeWithin<TOut>(duration));

    /// <summary>Drops what comes before that time has passed.</summary>
    public static Source<TOut, TMat> SkipWithin<TOut, TMat>(
        this Source<TOut, TMat> flow,
        TimeSpan duration
    ) => flow.Then(Operators.SkipWithin<TOut>(duration));

    /// <summary>Holds back the first demand for that time.</summary>
    public static Source<TOut, TMat> InitialDelay<TOut, TMat>(
        this Source<TOut, TMat> flow,
        TimeSpan delay
    ) => flow.Then(Operators.InitialDelay<TOut>(delay));

    /// <summary>Emits each element that long after it came.</summary>
    public static Source<TOut, TMat> Delay<TOut, TMat>(
        this Source<TOut, TMat> flow,
        TimeSpan of,
        DelayOverflowStrategy? strategy = null
    ) => flow.Then(Operators.Delay<TOut>(of, strategy ?? DelayOverflowStrategy.EmitEarly));
}
