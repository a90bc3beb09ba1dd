using Akka.Actor;
using Akka.Event;
using Akka.Streams.Engine;
using Akka.Streams.Stages.Flows;
using Akka.Util;

namespace Akka.Streams.Blueprints;

/// <summary>The operators that sources and flows share.</summary>
internal static partial class Operators
{
    /// <summary>The cheap way to name a static function as an operator.</summary>
    private static Operator<TIn, TOut> Of<TIn, TOut, TState>(
        TState state,
        CreateFlow<TIn, TOut, TState> create
    ) => new Operator<TIn, TOut, TState>(state, create);

    internal static Operator<TIn, TOut> Select<TIn, TOut>(Func<TIn, TOut> mapper) =>
        Of<TIn, TOut, Func<TIn, TOut>>(
            mapper,
            static (island, attributes, down, mapper) =>
                new SelectStage<TIn, TOut>(island, attributes, down, mapper)
        );

    internal static Operator<T, T> Where<T>(Predicate<T> predicate, bool wanted) =>
        Of<T, T, (Predicate<T>, bool)>(
            (predicate, wanted),
            static (island, attributes, down, state) =>
                new WhereStage<T>(island, attributes, down, state.Item1, state.Item2)
        );

    internal static Operator<TIn, TOut> Collect<TIn, TOut>(
        Func<TIn, bool>? isDefined,
        Func<TIn, TOut> collector
    ) =>
        Of<TIn, TOut, (Func<TIn, bool>?, Func<TIn, TOut>)>(
            (isDefined, collector),
            static (island, attributes, down, state) =>
                new CollectStage<TIn, TOut>(island, attributes, down, state.Item1, state.Item2)
        );

    internal static Operator<T, T> Skip<T>(long count) =>
        Of<T, T, long>(
            count,
            static (island, _, down, count) => new SkipStage<T>(island, down, count)
        );

    internal static Operator<T, T> SkipWhile<T>(Predicate<T> predicate) =>
        Of<T, T, Predicate<T>>(
            predicate,
            static (island, attributes, down, predicate) =>
                new SkipWhileStage<T>(island, attributes, down, predicate)
        );

    internal static Operator<T, T> Take<T>(long count) =>
        Of<T, T, long>(
            count,
            static (island, _, down, count) => new TakeStage<T>(island, down, count)
        );

    internal static Operator<T, T> TakeWhile<T>(Predicate<T> predicate, bool inclusive) =>
        Of<T, T, (Predicate<T>, bool)>(
            (predicate, inclusive),
            static (island, attributes, down, state) =>
                new TakeWhileStage<T>(island, attributes, down, state.Item1, state.Item2)
        );

    internal static Operator<T, T> Limit<T>(long max, Func<T, long>? costOf) =>
        Of<T, T, (long, Func<T, long>?)>(
            (max, costOf),
            static (island, attributes, down, state) =>
                new LimitStage<T>(island, attributes, down, state.Item1, state.Item2)
        );

    internal static Operator<TIn, TOut> SelectMany<TIn, TOut>(
        Func<TIn, IEnumerable<TOut>> mapper
    ) => StatefulSelectMany(() => mapper);

    internal static Operator<TIn, TOut> StatefulSelectMany<TIn, TOut>(
        Func<Func<TIn, IEnumerable<TOut>>> createMapper
    ) =>
        Of<TIn, TOut, Func<Func<TIn, IEnumerable<TOut>>>>(
            createMapper,
            static (island, attributes, down, createMapper) =>
                new SelectManyStage<TIn, TOut>(island, attributes, down, createMapper)
        );

    internal static Operator<TIn, TOut> Scan<TIn, TOut>(
        TOut zero,
        Func<TOut, TIn, TOut> aggregate
    ) =>
        Of<TIn, TOut, (TOut, Func<TOut, TIn, TOut>)>(
            (zero, aggregate),
            static (island, attributes, down, state) =>
                new ScanStage<TIn, TOut>(island, attributes, down, state.Item1, state.Item2)
        );

    internal static Operator<TIn, TOut> Aggregate<TIn, TOut>(
        TOut zero,
        Func<TOut, TIn, TOut> aggregate
    ) =>
        Of<TIn, TOut, (TOut, Func<TOut, TIn, TOut>)>(
            (zero, aggregate),
            static (island, attributes, down, state) =>
                new AggregateStage<TIn, TOut>(island, attributes, down, state.Item1, state.Item2)
        );

    internal static Operator<TIn, TOut> AggregateAsync<TIn, TOut>(
        TOut zero,
        Func<TOut, TIn, Task<TOut>> aggregate,
        bool emitAll
    ) =>
        Of<TIn, TOut, (TOut Zero, Func<TOut, TIn, Task<TOut>> Aggregate, bool All)>(
            (zero, aggregate, emitAll),
            static (island, attributes, down, state) =>
                new AggregateAsyncStage<TIn, TOut>(
                    island,
                    attributes,
                    down,
                    state.Zero,
                    state.Aggregate,
                    state.All
                )
        );

    internal static Operator<T, T> Sum<T>(Func<T, T, T> reduce) =>
        Of<T, T, Func<T, T, T>>(
            reduce,
            static (island, attributes, down, reduce) =>
                new SumStage<T>(island, attributes, down, reduce)
        );

    internal static Operator<T, T> Intersperse<T>(bool framed, T start, T inject, T end) =>
        Of<T, T, (bool Framed, T Start, T Inject, T End)>(
            (framed, start, inject, end),
            static (island, _, down, state) =>
                new IntersperseStage<T>(
                    island,
                    down,
                    state.Framed,
                    state.Start,
                    state.Inject,
                    state.End
                )
        );

    internal static Operator<T, (T, long)> ZipWithIndex<T>() =>
        Of<T, (T, long), NotUsed>(
            NotUsed.Instance,
            static (island, _, down, _) => new ZipWithIndexStage<T>(island, down)
        );

    internal static Operator<T, T> Log<T>(
        string name,
        Func<T, object>? extract,
        ILoggingAdapter? log
    ) =>
        Of<T, T, (string Name, Func<T, object>? Extract, ILoggingAdapter? Log)>(
            (name, extract, log),
            static (island, attributes, down, state) =>
                new LogStage<T>(island, attributes, down, state.Name, state.Extract, state.Log)
        );

    internal static Operator<T, T> WireTap<T>(Action<T> tap) =>
        Of<T, T, Action<T>>(
            tap,
            static (island, attributes, down, tap) =>
                new WireTapStage<T>(island, attributes, down, tap)
        );

    internal static Operator<T, T> Watch<T>(IActorRef actor) =>
        Of<T, T, IActorRef>(
            actor,
            static (island, _, down, actor) => new WatchStage<T>(island, down, actor)
        );

    internal static Operator<T, T> Recover<T>(Func<Exception, Option<T>> recover) =>
        Of<T, T, Func<Exception, Option<T>>>(
            recover,
            static (island, _, down, recover) => new RecoverStage<T>(island, down, recover)
        );

    internal static Operator<T, T> RecoverWith<T, TMat>(
        Func<Exception, IGraph<SourceShape<T>, TMat>?> recover,
        int attempts
    ) =>
        Of<T, T, (Func<Exception, IGraph<SourceShape<T>, TMat>?>, int)>(
            (recover, attempts),
            static (island, attributes, down, state) =>
                new RecoverWithStage<T, TMat>(island, attributes, down, state.Item1, state.Item2)
        );

    internal static Operator<T, T> SelectError<T>(Func<Exception, Exception> mapper) =>
        Of<T, T, Func<Exception, Exception>>(
            mapper,
            static (island, _, down, mapper) => new SelectErrorStage<T>(island, down, mapper)
        );
}
