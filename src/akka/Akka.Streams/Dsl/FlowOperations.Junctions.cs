using Akka.Streams.Blueprints;

namespace Akka.Streams.Dsl;

public static partial class FlowOperations
{
    /// <summary>Emits the elements of both as they come.</summary>
    public static Flow<TIn, TOut2, TMat> Merge<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow,
        IGraph<SourceShape<TOut2>, TMat> other,
        bool eagerComplete = false
    )
        where TOut1 : TOut2 =>
        flow.Then(Operators.Merge<TOut1, TOut2, TMat>(other.Node(), eagerComplete));

    /// <summary>Emits the elements of both as they come; combines both values.</summary>
    public static Flow<TIn, TOut2, TMat3> MergeMaterialized<TIn, TOut1, TOut2, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut1, TMat> flow,
        IGraph<SourceShape<TOut2>, TMat2> that,
        Func<TMat, TMat2, TMat3> combine
    )
        where TOut1 : TOut2 =>
        flow.ViaMaterialized(
            Operators.MergeMaterialized<TOut1, TOut2, TMat2>(that.Node()),
            combine
        );

    /// <summary>Emits the other source after this one.</summary>
    public static Flow<TIn, TOut, TMat> Concat<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        IGraph<SourceShape<TOut>, TMat> other
    ) => flow.Then(Operators.Concat(other.Node()));

    /// <summary>Emits the other source before this one.</summary>
    public static Flow<TIn, TOut2, TMat> Prepend<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow,
        IGraph<SourceShape<TOut2>, TMat> that
    )
        where TOut1 : TOut2 => flow.Then(Operators.Prepend<TOut1, TOut2, TMat>(that.Node()));

    /// <summary>Emits the other source when this one is empty.</summary>
    public static Flow<T, T, TMat> OrElse<T, TMat>(
        this Flow<T, T, TMat> flow,
        IGraph<SourceShape<T>, TMat> secondary
    ) => flow.Then(Operators.OrElse(secondary.Node()));

    /// <summary>Emits pairs.</summary>
    public static Flow<TIn, (T1, T2), TMat> Zip<TIn, T1, T2, TMat>(
        this Flow<TIn, T1, TMat> flow,
        IGraph<SourceShape<T2>, TMat> other
    ) =>
        flow.Then(
            Operators.ZipWith<T1, T2, (T1, T2), TMat>(
                other.Node(),
                static (left, right) => (left, right)
            )
        );

    /// <summary>Emits what the function makes of pairs.</summary>
    public static Flow<TIn, T3, TMat> ZipWith<TIn, T1, T2, T3, TMat>(
        this Flow<TIn, T1, TMat> flow,
        IGraph<SourceShape<T2>, TMat> other,
        Func<T1, T2, T3> combine
    ) => flow.Then(Operators.ZipWith(other.Node(), combine));

    /// <summary>Makes a source of each element and emits them one after the other.</summary>
    public static Flow<TIn, TOut2, TMat> ConcatMany<TIn, TOut1, TOut2, TMat>(
        this Flow<TIn, TOut1, TMat> flow,
        Func<TOut1, IGraph<SourceShape<TOut2>, TMat>> flatten
    ) => flow.Then(Operators.ConcatMany(flatten));

    /// <summary>Sends every element to a sink too; says whether that sink's failure fails the stream.</summary>
    public static Flow<TIn, TOut, TMat> AlsoTo<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        IGraph<SinkShape<TOut>, TMat> that,
        bool propagateFailure
    ) => flow.Then(Operators.AlsoTo(that.Node(), propagateFailure));

    /// <summary>Sends every element to a sink too, as fast as the slower of both takes them.</summary>
    public static Flow<TIn, TOut, TMat> AlsoTo<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow,
        IGraph<SinkShape<TOut>, TMat> that
    ) => flow.Then(Operators.AlsoTo(that.Node(), propagateFailure: false));

    /// <summary>Sends every element to a sink too; combines both values.</summary>
    public static Flow<TIn, TOut, TMat3> AlsoToMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow,
        IGraph<SinkShape<TOut>, TMat2> that,
        Func<TMat, TMat2, TMat3> materializerFunction,
        bool propagateFailure
    ) =>
        flow.ViaMaterialized(
            Operators.AlsoToMaterialized(that.Node(), propagateFailure),
            materializerFunction
        );

    /// <summary>Sends every element to a sink too; combines both values.</summary>
    public static Flow<TIn, TOut, TMat3> AlsoToMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
        this Flow<TIn, TOut, TMat> flow,
        IGraph<SinkShape<TOut>, TMat2> that,
        Func<TMat, TMat2, TMat3> materializerFunction
    ) =>
        flow.ViaMaterialized(
            Operators.AlsoToMaterialized(that.Node(), propagateFailure: false),
            materializerFunction
        );

    /// <summary>Adds a task that tells how the stream has ended here.</summary>
    public static Flow<TIn, TOut, TMat2> WatchTermination<TIn, TOut, TMat, TMat2>(
        this Flow<TIn, TOut, TMat> flow,
        Func<TMat, Task<Done>, TMat2> materializerFunction
    ) => flow.ViaMaterialized(Operators.WatchTermination<TOut>(), materializerFunction);
}
