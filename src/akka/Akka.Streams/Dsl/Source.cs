using Akka.Actor;
using Akka.Streams.Blueprints;

namespace Akka.Streams.Dsl;

/// <summary>
/// A blueprint of the beginning of a stream: one open output. It is immutable and can be run any
/// number of times.
/// </summary>
public sealed partial class Source<TOut, TMat> : IFlow<TOut, TMat>, IGraph<SourceShape<TOut>, TMat>
{
    internal readonly SourceNode<TOut, TMat> Node;

    internal Source(SourceNode<TOut, TMat> node) => Node = node;

    public SourceShape<TOut> Shape => new(new Outlet<TOut>("Source.out"));

    internal Source<TNext, TMat> Then<TNext>(Operator<TOut, TNext> next) =>
        new(new SourceThen<TOut, TNext, TMat>(Node, next));

    public Source<T2, TMat> Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) =>
        new(new SourceVia<TOut, T2, TMat, TMat2>(Node, flow.Node()));

    IFlow<T2, TMat> IFlow<TOut, TMat>.Via<T2, TMat2>(IGraph<FlowShape<TOut, T2>, TMat2> flow) =>
        Via(flow);

    public Source<TOut2, TMat3> ViaMaterialized<TOut2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, TOut2>, TMat2> flow,
        Func<TMat, TMat2, TMat3> combine
    ) =>
        new(new SourceViaMaterialized<TOut, TOut2, TMat, TMat2, TMat3>(Node, flow.Node(), combine));

    IFlow<T2, TMat3> IFlow<TOut, TMat>.ViaMaterialized<T2, TMat2, TMat3>(
        IGraph<FlowShape<TOut, T2>, TMat2> flow,
        Func<TMat, TMat2, TMat3> combine
    ) => ViaMaterialized(flow, combine);

    /// <summary>Attaches a sink; running yields the source's value.</summary>
    public IRunnableGraph<TMat> To<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink) =>
        new RunnableGraph<TMat>(new RunnableLeft<TOut, TMat, TMat2>(Node, sink.Node()));

    /// <summary>Attaches a sink; running yields what is combined of both values.</summary>
    public IRunnableGraph<TMat3> ToMaterialized<TMat2, TMat3>(
        IGraph<SinkShape<TOut>, TMat2> sink,
        Func<TMat, TMat2, TMat3> combine
    ) =>
        new RunnableGraph<TMat3>(
            new RunnableBoth<TOut, TMat, TMat2, TMat3>(Node, sink.Node(), combine)
        );

    public Source<TOut, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        new(new SourceMapMaterialized<TOut, TMat, TMat2>(Node, mapFunc));

    IFlow<TOut, TMat2> IFlow<TOut, TMat>.MapMaterializedValue<TMat2>(Func<TMat, TMat2> mapFunc) =>
        MapMaterializedValue(mapFunc);

    /// <summary>Runs the source at once; the rest of the stream attaches later, once.</summary>
    public (TMat, Source<TOut, NotUsed>) PreMaterialize(IMaterializer materializer) =>
        Stages.Sources.PreMaterialized.Run(this, materializer);

    public (TMat, Source<TOut, NotUsed>) PreMaterialize(ActorSystem system) =>
        PreMaterialize(SystemStreams.Of(system));

    public Source<TOut, TMat> WithAttributes(Attributes attributes)
    {
        var plain = Node is SourceWithAttributes<TOut, TMat> node ? node.Plain : Node;
        return new Source<TOut, TMat>(new SourceWithAttributes<TOut, TMat>(plain, attributes));
    }

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.WithAttributes(
        Attributes attributes
    ) => WithAttributes(attributes);

    public Source<TOut, TMat> AddAttributes(Attributes attributes) =>
        WithAttributes(
            Node is SourceWithAttributes<TOut, TMat> node ? node.Own.And(attributes) : attributes
        );

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.AddAttributes(
        Attributes attributes
    ) => AddAttributes(attributes);

    public Source<TOut, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.Named(string name) =>
        Named(name);

    /// <summary>
    /// Runs the source beside what follows: on turns of its own, ahead by a buffer of at most
    /// <c>akka.stream.materializer.max-input-buffer-size</c> elements.
    /// </summary>
    public Source<TOut, TMat> Async() => new(new SourceAsync<TOut, TMat>(Node));

    IGraph<SourceShape<TOut>, TMat> IGraph<SourceShape<TOut>, TMat>.Async() => Async();

    public override string ToString() => $"Source({Shape})";
}
