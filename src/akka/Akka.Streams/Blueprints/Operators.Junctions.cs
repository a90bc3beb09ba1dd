using Akka.Streams.Dsl;
using Akka.Streams.Engine;
using Akka.Streams.Stages.Flows;
using Akka.Streams.Stages.Junctions;

namespace Akka.Streams.Blueprints;

// A junction is an operator too: its first input is the stream that it is applied to, and it
// builds what hangs at its other port while it is created.
internal static partial class Operators
{
    internal static Operator<TIn, TOut> Merge<TIn, TOut, TMat>(
        SourceNode<TOut, TMat> other,
        bool eagerComplete
    )
        where TIn : TOut =>
        Of<TIn, TOut, (SourceNode<TOut, TMat> Other, bool Eager)>(
            (other, eagerComplete),
            static (island, attributes, down, state) =>
            {
                var merge = new MergeStage<TOut>(island, down, state.Eager);
                var first = merge.AddInput<TIn>();
                state.Other.Build(island, attributes, merge.AddInput<TOut>());
                return first;
            }
        );

    internal static Flow<TIn, TOut, TMat> MergeMaterialized<TIn, TOut, TMat>(
        SourceNode<TOut, TMat> other
    )
        where TIn : TOut =>
        new(
            new FlowOf<TIn, TOut, TMat, SourceNode<TOut, TMat>>(
                other,
                static (island, attributes, down, other, out materialized) =>
                {
                    var merge = new MergeStage<TOut>(island, down, eagerComplete: false);
                    var first = merge.AddInput<TIn>();
                    materialized = other.Build(island, attributes, merge.AddInput<TOut>());
                    return first;
                }
            )
        );

    internal static Operator<T, T> Concat<T, TMat>(SourceNode<T, TMat> other) =>
        Of<T, T, SourceNode<T, TMat>>(
            other,
            static (island, attributes, down, other) =>
            {
                var concat = new ConcatStage<T>(island, down);
                other.Build(island, attributes, concat.Second);
                return concat.First;
            }
        );

    internal static Flow<T, T, TMat> ConcatMaterialized<T, TMat>(SourceNode<T, TMat> other) =>
        new(
            new FlowOf<T, T, TMat, SourceNode<T, TMat>>(
                other,
                static (island, attributes, down, other, out materialized) =>
                {
                    var concat = new ConcatStage<T>(island, down);
                    materialized = other.Build(island, attributes, concat.Second);
                    return concat.First;
                }
            )
        );

    internal static Operator<TIn, TOut> Prepend<TIn, TOut, TMat>(SourceNode<TOut, TMat> other)
        where TIn : TOut =>
        Of<TIn, TOut, SourceNode<TOut, TMat>>(
            other,
            static (island, attributes, down, other) =>
            {
                var concat = new ConcatStage<TOut>(island, down);
                other.Build(island, attributes, concat.First);
                if (concat.Second is Stage<TIn> same)
                    return same;
                return new SelectStage<TIn, TOut>(
                    island,
                    attributes,
                    concat.Second,
                    static element => element
                );
            }
        );

    internal static Operator<T, T> OrElse<T, TMat>(SourceNode<T, TMat> other) =>
        Of<T, T, SourceNode<T, TMat>>(
            other,
            static (island, attributes, down, other) =>
            {
                var orElse = new OrElseStage<T>(island, down);
                other.Build(island, attributes, orElse.Secondary);
                return orElse.Primary;
            }
        );

    internal static Operator<T1, TOut> ZipWith<T1, T2, TOut, TMat>(
        SourceNode<T2, TMat> other,
        Func<T1, T2, TOut> combine
    ) =>
        Of<T1, TOut, (SourceNode<T2, TMat> Other, Func<T1, T2, TOut> Combine)>(
            (other, combine),
            static (island, attributes, down, state) =>
            {
                var zip = new ZipStage<T1, T2, TOut>(island, down, state.Combine);
                state.Other.Build(island, attributes, zip.Right);
                return zip.Left;
            }
        );

    internal static Operator<TIn, TOut> ConcatMany<TIn, TOut, TMat>(
        Func<TIn, IGraph<SourceShape<TOut>, TMat>> createSource
    ) =>
        Of<TIn, TOut, Func<TIn, IGraph<SourceShape<TOut>, TMat>>>(
            createSource,
            static (island, attributes, down, createSource) =>
                new ConcatManyStage<TIn, TOut, TMat>(island, attributes, down, createSource)
        );

    internal static Operator<T, T> AlsoTo<T, TMat>(SinkNode<T, TMat> sink, bool propagateFailure) =>
        Of<T, T, (SinkNode<T, TMat> Sink, bool Propagate)>(
            (sink, propagateFailure),
            static (island, attributes, down, state) =>
                new AlsoToStage<T>(
                    island,
                    down,
                    state.Sink.Build(island, attributes, out _),
                    state.Propagate
                )
        );

    internal static Flow<T, T, TMat> AlsoToMaterialized<T, TMat>(
        SinkNode<T, TMat> sink,
        bool propagateFailure
    ) =>
        new(
            new FlowOf<T, T, TMat, (SinkNode<T, TMat> Sink, bool Propagate)>(
                (sink, propagateFailure),
                static (island, attributes, down, state, out materialized) =>
                    new AlsoToStage<T>(
                        island,
                        down,
                        state.Sink.Build(island, attributes, out materialized),
                        state.Propagate
                    )
            )
        );

    internal static Flow<T, T, Task<Done>> WatchTermination<T>() => Watching<T>.Flow;

    private static class Watching<T>
    {
        internal static readonly Flow<T, T, Task<Done>> Flow = new(
            new FlowOf<T, T, Task<Done>, NotUsed>(
                NotUsed.Instance,
                static (island, _, down, _, out materialized) =>
                {
                    var stage = new WatchTerminationStage<T>(island, down);
                    materialized = stage.Termination;
                    return stage;
                }
            )
        );
    }
}
