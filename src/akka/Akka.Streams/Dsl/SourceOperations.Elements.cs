using Akka.Actor;
using Akka.Event;
using Akka.Streams.Blueprints;

namespace Akka.Streams.Dsl;

/// <summary>The operators of sources.</summary>
public static partial class SourceOperations
{
    /// <summary>Maps every element.</summary>
    public static Source<TOut, TMat> Select<TIn, TOut, TMat>(
        this Source<TIn, TMat> flow,
        Func<TIn, TOut> mapper
    ) => flow.Then(Operators.Select(mapper));

    /// <summary>Emits all that the function makes of each element.</summary>
    public static Source<TOut2, TMat> SelectMany<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow,
        Func<TOut1, IEnumerable<TOut2>> mapConcater
    ) => flow.Then(Operators.SelectMany(mapConcater));

    /// <summary>The same with a function, and so a state, of each run its own.</summary>
    public static Source<TOut2, TMat> StatefulSelectMany<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow,
        Func<Func<TOut1, IEnumerable<TOut2>>> mapConcaterFactory
    ) => flow.Then(Operators.StatefulSelectMany(mapConcaterFactory));

    /// <summary>Drops the elements that the predicate does not hold for.</summary>
    public static Source<TOut, TMat> Where<TOut, TMat>(
        this Source<TOut, TMat> flow,
        Predicate<TOut> predicate
    ) => flow.Then(Operators.Where(predicate, wanted: true));

    /// <summary>Drops the elements that the predicate holds for.</summary>
    public static Source<TOut, TMat> WhereNot<TOut, TMat>(
        this Source<TOut, TMat> flow,
        Predicate<TOut> predicate
    ) => flow.Then(Operators.Where(predicate, wanted: false));

    /// <summary>Maps the elements that the test holds for, drops the others.</summary>
    public static Source<TOut2, TMat> Collect<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow,
        Func<TOut1, bool> isDefined,
        Func<TOut1, TOut2> collector
    ) => flow.Then(Operators.Collect(isDefined, collector));

    /// <summary>Completes after so many elements.</summary>
    public static Source<TOut, TMat> Take<TOut, TMat>(this Source<TOut, TMat> flow, long n) =>
        flow.Then(Operators.Take<TOut>(n));

    /// <summary>Completes at the first element that the predicate does not hold for.</summary>
    public static Source<TOut, TMat> TakeWhile<TOut, TMat>(
        this Source<TOut, TMat> flow,
        Predicate<TOut> predicate,
        bool inclusive = false
    ) => flow.Then(Operators.TakeWhile(predicate, inclusive));

    /// <summary>Drops the first elements.</summary>
    public static Source<TOut, TMat> Skip<TOut, TMat>(this Source<TOut, TMat> flow, long n) =>
        flow.Then(Operators.Skip<TOut>(n));

    /// <summary>Drops elements up to the first one that the predicate does not hold for.</summary>
    public static Source<TOut, TMat> SkipWhile<TOut, TMat>(
        this Source<TOut, TMat> flow,
        Predicate<TOut> predicate
    ) => flow.Then(Operators.SkipWhile(predicate));

    /// <summary>Fails with <see cref="StreamLimitReachedException"/> after so many elements.</summary>
    public static Source<T, TMat> Limit<T, TMat>(this Source<T, TMat> flow, long max) =>
        flow.Then(Operators.Limit<T>(max, null));

    /// <summary>Fails when the elements cost more than that in total.</summary>
    public static Source<T, TMat> LimitWeighted<T, TMat>(
        this Source<T, TMat> flow,
        long max,
        Func<T, long> costFunc
    ) => flow.Then(Operators.Limit(max, costFunc));

    /// <summary>Emits the start value and every intermediate result.</summary>
    public static Source<TOut2, TMat> Scan<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow,
        TOut2 zero,
        Func<TOut2, TOut1, TOut2> scan
    ) => flow.Then(Operators.Scan(zero, scan));

    /// <summary>Emits the start value and every intermediate result, one task at a time.</summary>
    public static Source<TOut2, TMat> ScanAsync<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow,
        TOut2 zero,
        Func<TOut2, TOut1, Task<TOut2>> scan
    ) => flow.Then(Operators.AggregateAsync(zero, scan, emitAll: true));

    /// <summary>Emits the final result when the stream has completed.</summary>
    public static Source<TOut2, TMat> Aggregate<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow,
        TOut2 zero,
        Func<TOut2, TOut1, TOut2> fold
    ) => flow.Then(Operators.Aggregate(zero, fold));

    /// <summary>Emits the final result when the stream has completed, one task at a time.</summary>
    public static Source<TOut2, TMat> AggregateAsync<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow,
        TOut2 zero,
        Func<TOut2, TOut1, Task<TOut2>> fold
    ) => flow.Then(Operators.AggregateAsync(zero, fold, emitAll: false));

    /// <summary>Like an aggregate that starts with the first element; an empty stream fails.</summary>
    public static Source<TOut, TMat> Sum<TOut, TMat>(
        this Source<TOut, TMat> flow,
        Func<TOut, TOut, TOut> reduce
    ) => flow.Then(Operators.Sum(reduce));

    /// <summary>Puts a separator between elements, and a start and an end around them.</summary>
    public static Source<TOut, TMat> Intersperse<TOut, TMat>(
        this Source<TOut, TMat> flow,
        TOut start,
        TOut inject,
        TOut end
    ) => flow.Then(Operators.Intersperse(true, start, inject, end));

    /// <summary>Puts a separator between elements.</summary>
    public static Source<TOut, TMat> Intersperse<TOut, TMat>(
        this Source<TOut, TMat> flow,
        TOut inject
    ) => flow.Then(Operators.Intersperse(false, default!, inject, default!));

    /// <summary>Adds to each element its position, from 0.</summary>
    public static Source<(TOut1, long), TMat> ZipWithIndex<TOut1, TMat>(
        this Source<TOut1, TMat> flow
    ) => flow.Then(Operators.ZipWithIndex<TOut1>());

    /// <summary>Logs elements and the end; the levels are attributes.</summary>
    public static Source<TOut, TMat> Log<TOut, TMat>(
        this Source<TOut, TMat> flow,
        string name,
        Func<TOut, object>? extract = null,
        ILoggingAdapter? log = null
    ) => flow.Then(Operators.Log(name, extract, log));

    /// <summary>Shows each element to an action.</summary>
    public static Source<TOut, TMat> WireTap<TOut, TMat>(
        this Source<TOut, TMat> flow,
        Action<TOut> action
    ) => flow.Then(Operators.WireTap(action));

    /// <summary>Fails with <see cref="WatchedActorTerminatedException"/> when the actor stops.</summary>
    public static Source<T, TMat> Watch<T, TMat>(this Source<T, TMat> flow, IActorRef actorRef) =>
        flow.Then(Operators.Watch<T>(actorRef));

    /// <summary>Maps every element, drops the results that are null.</summary>
    public static Source<TOut2, TMat> Collect<TOut1, TOut2, TMat>(
        this Source<TOut1, TMat> flow,
        Func<TOut1, TOut2> collector
    ) => flow.Then(Operators.Collect<TOut1, TOut2>(null, collector));
}
