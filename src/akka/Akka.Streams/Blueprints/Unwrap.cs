using Akka.Streams.Dsl;

namespace Akka.Streams.Blueprints;

/// <summary>Gets at the blueprint behind a graph. The engine knows no graphs but its own.</summary>
internal static class Unwrap
{
    internal static SourceNode<T, TMat> Node<T, TMat>(this IGraph<SourceShape<T>, TMat> graph) =>
        graph is Source<T, TMat> source ? source.Node : throw Unknown(graph);

    internal static FlowNode<TIn, TOut, TMat> Node<TIn, TOut, TMat>(
        this IGraph<FlowShape<TIn, TOut>, TMat> graph
    ) => graph is Flow<TIn, TOut, TMat> flow ? flow.Node : throw Unknown(graph);

    internal static SinkNode<T, TMat> Node<T, TMat>(this IGraph<SinkShape<T>, TMat> graph) =>
        graph is Sink<T, TMat> sink ? sink.Node : throw Unknown(graph);

    internal static RunnableNode<TMat> Node<TMat>(this IGraph<ClosedShape, TMat> graph) =>
        graph is RunnableGraph<TMat> runnable ? runnable.Node : throw Unknown(graph);

    private static Exception Unknown(object? graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new NotSupportedException(
            $"{graph.GetType()} is not made of sources, flows and sinks"
        );
    }
}
