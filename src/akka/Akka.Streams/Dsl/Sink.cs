using Akka.Streams.Blueprints;

namespace Akka.Streams.Dsl;

/// <summary>
/// A blueprint of the end of a stream: one open input. It is immutable and can be used any number
/// of times.
/// </summary>
public sealed class Sink<TIn, TMat> : IGraph<SinkShape<TIn>, TMat>
{
    internal readonly SinkNode<TIn, TMat> Node;

    internal Sink(SinkNode<TIn, TMat> node) => Node = node;

    public SinkShape<TIn> Shape => new(new Inlet<TIn>("Sink.in"));

    /// <summary>A sink for what the function turns into this sink's elements.</summary>
    public Sink<TIn2, TMat> ContraMap<TIn2>(Func<TIn2, TIn> function) =>
        Flow.FromFunction(function).ToMaterialized(this, Keep.Right);

    public TMat2 RunWith<TMat2>(
        IGraph<SourceShape<TIn>, TMat2> source,
        IMaterializer materializer
    ) => new Source<TIn, TMat2>(source.Node()).To(this).Run(materializer);

    public Sink<TIn, TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> fn) =>
        new(new SinkMapMaterialized<TIn, TMat, TMat2>(Node, fn));

    public Sink<TIn, TMat> WithAttributes(Attributes attributes)
    {
        var plain = Node is SinkWithAttributes<TIn, TMat> node ? node.Plain : Node;
        return new Sink<TIn, TMat>(new SinkWithAttributes<TIn, TMat>(plain, attributes));
    }

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.WithAttributes(
        Attributes attributes
    ) => WithAttributes(attributes);

    public Sink<TIn, TMat> AddAttributes(Attributes attributes) =>
        WithAttributes(
            Node is SinkWithAttributes<TIn, TMat> node ? node.Own.And(attributes) : attributes
        );

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.AddAttributes(
        Attributes attributes
    ) => AddAttributes(attributes);

    public Sink<TIn, TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.Named(string name) => Named(name);

    /// <summary>
    /// Runs the sink beside what comes before: on turns of its own, behind by a buffer of at most
    /// <c>akka.stream.materializer.max-input-buffer-size</c> elements.
    /// </summary>
    public Sink<TIn, TMat> Async() => new(new SinkAsync<TIn, TMat>(Node));

    IGraph<SinkShape<TIn>, TMat> IGraph<SinkShape<TIn>, TMat>.Async() => Async();

    public override string ToString() => $"Sink({Shape})";
}
