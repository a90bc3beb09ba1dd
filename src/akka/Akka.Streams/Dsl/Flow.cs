using Akka.Actor;
using Akka.Streams.Blueprints;

namespace Akka.Streams.Dsl;

/// <summary>
/// A blueprint of a step of a stream: one open input, one open output. It is immutable and can be
/// used any number of times.
/// </summary>
public sealed class Flow<TIn, TOut, TMat> : IFlow<TOut, TMat>, IGraph<FlowShape<TIn, TOut>, TMat>
{
    internal readonly FlowNode<TIn, TOut, TMat> Node;

    internal Flow(FlowNode<TIn, TOut, TMat> node) => Node = node;

    public FlowShape<TIn, TOut> Shape =>
        new(new Inlet<TIn>("Flow.in"), new Outlet<TOut>("Flow.out"));

    internal Flow<TIn, TNext, TMat> Then<TNext>(Operator<TOut, TNext> next) =>
        new(new FlowThen<TIn, TOut, TNext, TMat>(Node, next));

    public Flow<TIn, T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) =>
        new(new FlowVia<TIn, TOut, T2, TMat, TMat2>(Node, flow.Node()));

    IFlow<T2, TMat> IFlow<TOut, TMat>.Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) =>
        Via(flow);

    public Flow<TIn, TOut2, TMat3> ViaMaterialized<TOut2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, TOut2>, TMat2> flow,
        Func<TMat, TMat2, TMat3> combine
    ) =>
        new(
            new FlowViaMaterialized<TIn, TOut, TOut2, TMat, TMat2, TMat3>(
                Node,
                flow.Node(),
                combine
            )
        );

    IFlow<T2, TMat3> IFlow<TOut, TMat>.ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> flow,
        Func<TMat, TMat2, TMat3> combine
    ) => ViaMaterialized(flow, combine);

    public Sink<TIn, TMat> To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) =>
        ToMaterialized(sink, Keep.Left);

    public Sink<TIn, TMat3> ToMaterialized<TMat2, TMat3>(
        IGraph<SinkShape<TOut>, TMat2> sink,
        Func<TMat, TMat2, TMat3> combine
    ) => new(new SinkAfter<TIn, TOut, TMat, TMat2, TMat3>(Node, sink.Node(), combine));

    public Flow<TIn, TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new(new FlowMapMaterialized<TIn, TOut, TMat, TMat2>(Node, mapFunc));

    IFlow<TOut, TMat2> IFlow<TOut, TMat>.MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        MapMaterializedValue(mapFunc);

    /// <summary>Puts the flow between the two and runs the stream.</summary>
    public (TMat1, TMat2) RunWith<TMat1, TMat2>(
        IGraph<SourceShape<TIn>, TMat1> source,
        IGraph<SinkShape<TOut>, TMat2> sink,
        IMaterializer materializer
    ) =>
        new Source<TIn, TMat1>(source.Node())
            .Via(this)
            .ToMaterialized(sink, Keep.Both)
            .Run(materializer);

    /// <summary>Appends another source; running yields what is combined of both values.</summary>
    public Flow<TIn, TOut, TMat3> ConcatMaterialized<TMat2, TMat3>(
        IGraph<SourceShape<TOut>, TMat2> that,
        Func<TMat, TMat2, TMat3> materializedFunction
    ) => ViaMaterialized(Operators.ConcatMaterialized(that.Node()), materializedFunction);

    /// <summary>Asks the actor about each element, so many questions at a time.</summary>
    public Flow<TIn, TOut2, TMat> Ask<TOut2>(
        IActorRef actorRef,
        TimeSpan timeout,
        int parallelism = 2
    ) =>
        Then(Operators.Watch<TOut>(actorRef))
            .SelectAsync(parallelism, element => actorRef.Ask<TOut2>(element!, timeout));

    public Flow<TIn, TOut, TMat> WithAttributes(Attributes attributes)
    {
        var plain = Node is FlowWithAttributes<TIn, TOut, TMat> node ? node.Plain : Node;
        return new Flow<TIn, TOut, TMat>(
            new FlowWithAttributes<TIn, TOut, TMat>(plain, attributes)
        );
    }

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.WithAttributes(
        Attributes attributes
    ) => WithAttributes(attributes);

    public Flow<TIn, TOut, TMat> AddAttributes(Attributes attributes) =>
        WithAttributes(
            Node is FlowWithAttributes<TIn, TOut, TMat> node ? node.Own.And(attributes) : attributes
        );

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.AddAttributes(
        Attributes attributes
    ) => AddAttributes(attributes);

    public Flow<TIn, TOut, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.Named(string name) =>
        Named(name);

    /// <summary>
    /// Runs the flow beside what stands around it: on turns of its own, with a buffer of at most
    /// <c>akka.stream.materializer.max-input-buffer-size</c> elements at each end.
    /// </summary>
    public Flow<TIn, TOut, TMat> Async() => new(new FlowAsync<TIn, TOut, TMat>(Node));

    IGraph<FlowShape<TIn, TOut>, TMat> IGraph<FlowShape<TIn, TOut>, TMat>.Async() => Async();

    public override string ToString() => $"Flow({Shape})";
}

/// <summary>Makes flows.</summary>
public static class Flow
{
    /// <summary>The empty flow, to build on.</summary>
    public static Flow<T, T, NotUsed> Create<T>() => Identity<T>();

    public static Flow<T, T, TMat> Create<T, TMat>() => Identity<T, TMat>();

    public static Flow<T, T, NotUsed> Identity<T>() => new(FlowIdentity<T, NotUsed>.Instance);

    public static Flow<T, T, TMat> Identity<T, TMat>() => new(FlowIdentity<T, TMat>.Instance);

    public static Flow<TIn, TOut, NotUsed> FromFunction<TIn, TOut>(Func<TIn, TOut> function) =>
        Create<TIn>().Select(function);

    public static Flow<TIn, TOut, TMat> FromGraph<TIn, TOut, TMat>(
        IGraph<FlowShape<TIn, TOut>, TMat> graph
    ) => graph as Flow<TIn, TOut, TMat> ?? new Flow<TIn, TOut, TMat>(graph.Node());

    /// <summary>A flow whose input goes to the sink and whose output comes from the source.</summary>
    public static Flow<TIn, TOut, TMat> FromSinkAndSource<TIn, TOut, TMat1, TMat2, TMat>(
        IGraph<SinkShape<TIn>, TMat1> sink,
        IGraph<SourceShape<TOut>, TMat2> source,
        Func<TMat1, TMat2, TMat> combine
    ) =>
        new(
            new FlowOf<
                TIn,
                TOut,
                TMat,
                (SinkNode<TIn, TMat1>, SourceNode<TOut, TMat2>, Func<TMat1, TMat2, TMat>)
            >(
                (sink.Node(), source.Node(), combine),
                static (island, attributes, down, state, out mat) =>
                {
                    var first = state.Item1.Build(island, attributes, out var left);
                    mat = state.Item3(left, state.Item2.Build(island, attributes, down));
                    return first;
                }
            )
        );

    public static Flow<TIn, TOut, NotUsed> FromSinkAndSource<TIn, TOut, TMat>(
        IGraph<SinkShape<TIn>, TMat> sink,
        IGraph<SourceShape<TOut>, TMat> source
    ) => FromSinkAndSource(sink, source, Keep.None);
}
