using Akka.Actor;
using Akka.Streams.Blueprints;

namespace Akka.Streams.Dsl;

/// <summary>A blueprint of a whole stream.</summary>
public interface IRunnableGraph<TMat> : IGraph<ClosedShape, TMat>
{
    IRunnableGraph<TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> func);

    /// <summary>Starts the stream and returns its value at once.</summary>
    TMat Run(IMaterializer materializer);

    TMat Run(ActorSystem system);

    new IRunnableGraph<TMat> AddAttributes(Attributes attributes);

    new IRunnableGraph<TMat> WithAttributes(Attributes attributes);

    new IRunnableGraph<TMat> Named(string name);
}

/// <summary>A blueprint of a whole stream. It can be run any number of times.</summary>
public sealed class RunnableGraph<TMat> : IRunnableGraph<TMat>
{
    internal readonly RunnableNode<TMat> Node;

    internal RunnableGraph(RunnableNode<TMat> node) => Node = node;

    public ClosedShape Shape => ClosedShape.Instance;

    public IRunnableGraph<TMat2> MapMaterializedValue<TMat2>(Func<TMat, TMat2> func) =>
        new RunnableGraph<TMat2>(new RunnableMapMaterialized<TMat, TMat2>(Node, func));

    public TMat Run(IMaterializer materializer) => materializer.Materialize(this);

    public TMat Run(ActorSystem system) => Run(SystemStreams.Of(system));

    public IRunnableGraph<TMat> WithAttributes(Attributes attributes)
    {
        var plain = Node is RunnableWithAttributes<TMat> node ? node.Plain : Node;
        return new RunnableGraph<TMat>(new RunnableWithAttributes<TMat>(plain, attributes));
    }

    IGraph<ClosedShape, TMat> IGraph<ClosedShape, TMat>.WithAttributes(Attributes attributes) =>
        WithAttributes(attributes);

    public IRunnableGraph<TMat> AddAttributes(Attributes attributes) =>
        WithAttributes(
            Node is RunnableWithAttributes<TMat> node ? node.Own.And(attributes) : attributes
        );

    IGraph<ClosedShape, TMat> IGraph<ClosedShape, TMat>.AddAttributes(Attributes attributes) =>
        AddAttributes(attributes);

    public IRunnableGraph<TMat> Named(string name) => AddAttributes(Attributes.CreateName(name));

    IGraph<ClosedShape, TMat> IGraph<ClosedShape, TMat>.Named(string name) => Named(name);

    public IRunnableGraph<TMat> Async() => this;

    IGraph<ClosedShape, TMat> IGraph<ClosedShape, TMat>.Async() => Async();
}

public static class RunnableGraph
{
    public static RunnableGraph<TMat> FromGraph<TMat>(IGraph<ClosedShape, TMat> g) =>
        g as RunnableGraph<TMat> ?? new RunnableGraph<TMat>(g.Node());
}
