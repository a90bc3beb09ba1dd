using Akka.Streams.Blueprints;

namespace Akka.Streams.Dsl;

public static partial class SourceOperations
{
    /// <summary>Runs so many tasks at a time, emits their results in the elements' order.</summary>
    public static Source<TOut, TMat> SelectAsync<TIn, TOut, TMat>(
        this Source<TIn, TMat> flow,
        int parallelism,
        Func<TIn, Task<TOut>> asyncMapper
    ) => flow.Then(Operators.SelectAsync(parallelism, asyncMapper));

    /// <summary>Runs so many tasks at a time, emits each result when it is there.</summary>
    public static Source<TOut, TMat> SelectAsyncUnordered<TIn, TOut, TMat>(
        this Source<TIn, TMat> flow,
        int parallelism,
        Func<TIn, Task<TOut>> asyncMapper
    ) => flow.Then(Operators.SelectAsyncUnordered(parallelism, asyncMapper));

    /// <summary>Emits groups of that size; the last one may be smaller.</summary>
    public static Source<IEnumerable<TOut>, TMat> Grouped<TOut, TMat>(
        this Source<TOut, TMat> flow,
        int n
    ) => flow.Then(Operators.Grouped<TOut>(n));

    /// <summary>Emits overlapping groups.</summary>
    public static Source<IEnumerable<TOut>, TMat> Sliding<TOut, TMat>(
        this Source<TOut, TMat> flow,
        int n,
        int step = 1
    ) => flow.Then(Operators.Sliding<TOut>(n, step));

    /// <summary>Takes elements ahead of the demand, up to that many.</summary>
    public static Source<TOut, TMat> Buffer<TOut, TMat>(
        this Source<TOut, TMat> flow,
        int size,
        OverflowStrategy strategy
    ) => flow.Then(Operators.Buffer<TOut>(size, strategy));

    /// <summary>Takes one element ahead of the demand.</summary>
    public static Source<TOut, TMat> Detach<TOut, TMat>(this Source<TOut, TMat> flow) =>
        flow.Then(Operators.Detach<TOut>());

    /// <summary>Folds what comes while the downstream is busy into one element, up to that many.</summary>
    public static Source<TOut2, TMat> Batch<TOut, TOut2, TMat>(
        this Source<TOut, TMat> flow,
        long max,
        Func<TOut, TOut2> seed,
        Func<TOut2, TOut, TOut2> aggregate
    ) => flow.Then(Operators.Batch(max, null, seed, aggregate));

    /// <summary>Folds what comes while the downstream is busy into one element, up to that cost.</summary>
    public static Source<TOut2, TMat> BatchWeighted<TOut, TOut2, TMat>(
        this Source<TOut, TMat> flow,
        long max,
        Func<TOut, long> costFunction,
        Func<TOut, TOut2> seed,
        Func<TOut2, TOut, TOut2> aggregate
    ) => flow.Then(Operators.Batch(max, costFunction, seed, aggregate));

    /// <summary>Folds what comes while the downstream is busy into one element, without bound.</summary>
    public static Source<TOut, TMat> Conflate<TOut, TMat>(
        this Source<TOut, TMat> flow,
        Func<TOut, TOut, TOut> aggregate
    ) => flow.Then(Operators.Batch(long.MaxValue, null, static element => element, aggregate));

    /// <summary>Folds what comes while the downstream is busy into one element, without bound.</summary>
    public static Source<TSeed, TMat> ConflateWithSeed<TOut, TMat, TSeed>(
        this Source<TOut, TMat> flow,
        Func<TOut, TSeed> seed,
        Func<TSeed, TOut, TSeed> aggregate
    ) => flow.Then(Operators.Batch(long.MaxValue, null, seed, aggregate));
}
