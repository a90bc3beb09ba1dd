using Akka.Streams.Engine;
using Akka.Streams.Stages.Boundaries;

namespace Akka.Streams.Blueprints;

// A part that is marked asynchronous runs in an island of its own. Only its edges are boundaries: what
// stands on both sides of an asynchronous flow belongs to the island around it.

internal sealed class SourceAsync<TOut, TMat>(SourceNode<TOut, TMat> source)
    : SourceNode<TOut, TMat>
{
    internal override TMat Build(Island island, Attributes attributes, Stage<TOut> down)
    {
        var all = attributes.AndOwn((source as SourceWithAttributes<TOut, TMat>)?.Own);
        var inner = island.NewInner(all);
        return source.Build(inner, attributes, Boundary.Between(inner, island, attributes, down));
    }
}

internal sealed class FlowAsync<TIn, TOut, TMat>(FlowNode<TIn, TOut, TMat> flow)
    : FlowNode<TIn, TOut, TMat>
{
    internal override Stage<TIn> Build(
        Island island,
        Attributes attributes,
        Stage<TOut> down,
        out TMat materialized
    )
    {
        var all = attributes.AndOwn((flow as FlowWithAttributes<TIn, TOut, TMat>)?.Own);
        var inner = island.NewInner(all);
        var last = Boundary.Between(inner, island, attributes, down);
        var first = flow.Build(inner, attributes, last, out materialized);
        return Boundary.Between(island, inner, all, first);
    }
}

internal sealed class SinkAsync<TIn, TMat>(SinkNode<TIn, TMat> sink) : SinkNode<TIn, TMat>
{
    internal override Stage<TIn> Build(Island island, Attributes attributes, out TMat materialized)
    {
        var all = attributes.AndOwn((sink as SinkWithAttributes<TIn, TMat>)?.Own);
        var inner = island.NewInner(all);
        var first = sink.Build(inner, attributes, out materialized);
        return Boundary.Between(island, inner, all, first);
    }
}

internal static class Boundary
{
    internal static Attributes AndOwn(this Attributes attributes, Attributes? own) =>
        own is null ? attributes : attributes.And(own);

    /// <summary>Builds both sides; returns the end of the upstream's island.</summary>
    internal static Stage<T> Between<T>(
        Island upstream,
        Island downstream,
        Attributes attributes,
        Stage<T> down
    )
    {
        var buffer = new BoundaryBuffer<T>(
            attributes.Find<Attributes.InputBuffer>()?.Max
                ?? upstream.Materializer.Settings.MaxInputBufferSize
        );
        var outlet = new BoundaryOutlet<T>(downstream, down, buffer);
        return new BoundaryInlet<T>(upstream, buffer, outlet);
    }
}
