using Akka.Streams.Stages.Flows;

namespace Akka.Streams.Blueprints;

internal static partial class Operators
{
    internal static Operator<T, IEnumerable<T>> Grouped<T>(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return Of<T, IEnumerable<T>, int>(
            size,
            static (island, _, down, size) => new GroupedStage<T>(island, down, size)
        );
    }

    internal static Operator<T, IEnumerable<T>> Sliding<T>(int size, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        return Of<T, IEnumerable<T>, (int Size, int Step)>(
            (size, step),
            static (island, _, down, state) =>
                new SlidingStage<T>(island, down, state.Size, state.Step)
        );
    }

    internal static Operator<T, T> Buffer<T>(int size, OverflowStrategy strategy)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return Of<T, T, (int Size, OverflowStrategy Strategy)>(
            (size, strategy),
            static (island, _, down, state) =>
                new BufferStage<T>(island, down, state.Size, state.Strategy)
        );
    }

    internal static Operator<T, T> Detach<T>() => Buffer<T>(1, OverflowStrategy.Backpressure);

    internal static Operator<TIn, TOut> Batch<TIn, TOut>(
        long max,
        Func<TIn, long>? costOf,
        Func<TIn, TOut> seed,
        Func<TOut, TIn, TOut> aggregate
    ) =>
        Of<
            TIn,
            TOut,
            (
                long Max,
                Func<TIn, long>? CostOf,
                Func<TIn, TOut> Seed,
                Func<TOut, TIn, TOut> Aggregate
            )
        >(
            (max, costOf, seed, aggregate),
            static (island, attributes, down, state) =>
                new BatchStage<TIn, TOut>(
                    island,
                    attributes,
                    down,
                    state.Max,
                    state.CostOf,
                    state.Seed,
                    state.Aggregate
                )
        );

    internal static Operator<TIn, TOut> SelectAsync<TIn, TOut>(
        int parallelism,
        Func<TIn, Task<TOut>> mapper
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parallelism);
        return Of<TIn, TOut, (int, Func<TIn, Task<TOut>>)>(
            (parallelism, mapper),
            static (island, attributes, down, state) =>
                new SelectAsyncStage<TIn, TOut>(island, attributes, down, state.Item1, state.Item2)
        );
    }

    internal static Operator<TIn, TOut> SelectAsyncUnordered<TIn, TOut>(
        int parallelism,
        Func<TIn, Task<TOut>> mapper
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parallelism);
        return Of<TIn, TOut, (int, Func<TIn, Task<TOut>>)>(
            (parallelism, mapper),
            static (island, attributes, down, state) =>
                new SelectAsyncUnorderedStage<TIn, TOut>(
                    island,
                    attributes,
                    down,
                    state.Item1,
                    state.Item2
                )
        );
    }
}
