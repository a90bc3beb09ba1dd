using Akka.Actor;
using Akka.Event;
using Akka.Streams.Blueprints;

namespace Akka.Streams.Dsl;

/// <summary>The operators of flows.</summary>
public static partial class FlowOperations
{
    /// <summary>Maps every element.</summary>
    public static Flow<T, TOut, TMat> Select<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow,
        Func<TIn, TOut> mapper
    ) => flow.Then(Operators.Select(mapper));

    /// <summary>Emits all that the function makes of each element.</summary>
    public static Flow<T, TOut, TMat> SelectMany<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow,
        Func<TIn, IEnumerable<TOut>> mapConcater
    ) => flow.Then(Operators.SelectMany(mapConcater));

    /// <summary>The same with a function, and so a state, of each run its own.</summary>
    public static Flow<T, TOut, TMat> StatefulSelectMany<T, TIn, TOut, TMat>(
        this Flow<T, TIn, TMat> flow,
        Func<Func<TIn, IEnumerable<TOut>>> mapConcaterFactory
    ) => flow.Then(Operators.StatefulSelectMany(mapConcaterFactory));

    /// <summary>Drops the elements that the predicate does not hold for.</summary>
    public static Flow<TIn, TOut, TMat> Where<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        Predicate<TOut> predicate
    ) => flow.Then(Operators.Where(predicate, wanted: true));

    /// <summary>Drops the elements that the predicate holds for.</summary>
    public static Flow<TIn, TOut, TMat> WhereNot<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        Predicate<TOut> predicate
    ) => flow.Then(Operators.Where(predicate, wanted: false));

    /// <summary>Maps the elements that the test holds for, drops the others.</summary>
    public static Flow<TIn, TOut2, TMat> Collect<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow,
        Func<TOut1, bool> isDefined,
        Func<TOut1, TOut2> collector
    ) => flow.Then(Operators.Collect(isDefined, collector));

    /// <summary>Completes after so many elements.</summary>
    public static Flow<TIn, TOut, TMat> Take<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        long n
    ) => flow.Then(Operators.Take<TOut>(n));

    /// <summary>Completes at the first element that the predicate does not hold for.</summary>
    public static Flow<TIn, TOut, TMat> TakeWhile<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        Predicate<TOut> predicate,
        bool inclusive = false
    ) => flow.Then(Operators.TakeWhile(predicate, inclusive));

    /// <summary>Drops the first elements.</summary>
    public static Flow<TIn, TOut, TMat> Skip<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        long n
    ) => flow.Then(Operators.Skip<TOut>(n));

    /// <summary>Drops elements up to the first one that the predicate does not hold for.</summary>
    public static Flow<TIn, TOut, TMat> SkipWhile<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        Predicate<TOut> predicate
    ) => flow.Then(Operators.SkipWhile(predicate));

    /// <summary>Fails with <see cref="StreamLimitReachedException"/> after so many elements.</summary>
    public static Flow<TIn, TOut, TMat> Limit<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        long max
    ) => flow.Then(Operators.Limit<TOut>(max, null));

    /// <summary>Fails when the elements cost more than that in total.</summary>
    public static Flow<TIn, TOut, TMat> LimitWeighted<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        long max,
        Func<TOut, long> costFunc
    ) => flow.Then(Operators.Limit(max, costFunc));

    /// <summary>Emits the start value and every intermediate result.</summary>
    public static Flow<TIn, TOut2, TMat> Scan<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow,
        TOut2 zero,
        Func<TOut2, TOut1, TOut2> scan
    ) => flow.Then(Operators.Scan(zero, scan));

    /// <summary>Emits the start value and every intermediate result, one task at a time.</summary>
    public static Flow<TIn, TOut2, TMat> ScanAsync<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow,
        TOut2 zero,
        Func<TOut2, TOut1, Task<TOut2>> scan
    ) => flow.Then(Operators.AggregateAsync(zero, scan, emitAll: true));

    /// <summary>Emits the final result when the stream has completed.</summary>
    public static Flow<TIn, TOut2, TMat> Aggregate<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow,
        TOut2 zero,
        Func<TOut2, TOut1, TOut2> fold
    ) => flow.Then(Operators.Aggregate(zero, fold));

    /// <summary>Emits the final result when the stream has completed, one task at a time.</summary>
    public static Flow<TIn, TOut2, TMat> AggregateAsync<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow,
        TOut2 zero,
        Func<TOut2, TOut1, Task<TOut2>> fold
    ) => flow.Then(Operators.AggregateAsync(zero, fold, emitAll: false));

    /// <summary>Like an aggregate that starts with the first element; an empty stream fails.</summary>
    public static Flow<TIn, TOut, TMat> Sum<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        Func<TOut, TOut, TOut> reduce
    ) => flow.Then(Operators.Sum(reduce));

    /// <summary>Puts a separator between elements, and a start and an end around them.</summary>
    public static Flow<TIn, TOut, TMat> Intersperse<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        TOut start,
        TOut inject,
        TOut end
    ) => flow.Then(Operators.Intersperse(true, start, inject, end));

    /// <summary>Puts a separator between elements.</summary>
    public static Flow<TIn, TOut, TMat> Intersperse<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        TOut inject
    ) => flow.Then(Operators.Intersperse(false, default!, inject, default!));

    /// <summary>Adds to each element its position, from 0.</summary>
    public static Flow<TIn, (TOut, long), TMat> ZipWithIndex<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow
    ) => flow.Then(Operators.ZipWithIndex<TOut>());

    /// <summary>Logs elements and the end; the levels are attributes.</summary>
    public static Flow<TIn, TOut, TMat> Log<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        string name,
        Func<TOut, object>? extract = null,
        ILoggingAdapter? log = null
    ) => flow.Then(Operators.Log(name, extract, log));

    /// <summary>Shows each element to an action.</summary>
    public static Flow<TIn, TOut, TMat> WireTap<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        Action<TOut> action
    ) => flow.Then(Operators.WireTap(action));

    /// <summary>Fails with <see cref="WatchedActorTerminatedException"/> when the actor stops.</summary>
    public static Flow<T, T, TMat> Watch<T, TMat>(this Flow<T, T, TMat> flow, IActorRef actorRef) =>
        flow.Then(Operators.Watch<T>(actorRef));

    /// <summary>Maps every element, drops the results that are null.</summary>
    public static Flow<TIn, TOut2, TMat> Collect<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow,
        Func<TOut1, TOut2> collector
    ) => flow.Then(Operators.Collect<TOut1, TOut2>(null, collector));
}
