using Akka.Streams.Engine;

namespace Akka.Streams.Blueprints;

internal sealed class SinkAfter<TIn, TMid, TMat, TMat2, TMat3>(
    FlowNode<TIn, TMid, TMat> flow,
    SinkNode<TMid, TMat2> sink,
    Func<TMat, TMat2, TMat3> combine
) : SinkNode<TIn, TMat3>
{
    internal override Stage<TIn> Build(Island island, Attributes attributes, out TMat3 materialized)
    {
        var last = sink.Build(island, attributes, out var right);
        var first = flow.Build(island, attributes, last, out var left);
        materialized = combine(left, right);
        return first;
    }
}

internal sealed class SinkMapMaterialized<TIn, TMat, TMat2>(
    SinkNode<TIn, TMat> sink,
    Func<TMat, TMat2> map
) : SinkNode<TIn, TMat2>
{
    internal override Stage<TIn> Build(Island island, Attributes attributes, out TMat2 materialized)
    {
        var first = sink.Build(island, attributes, out var inner);
        materialized = map(inner);
        return first;
    }
}

internal sealed class SinkWithAttributes<TIn, TMat>(SinkNode<TIn, TMat> sink, Attributes own)
    : SinkNode<TIn, TMat>
{
    internal SinkNode<TIn, TMat> Plain => sink;

    internal Attributes Own => own;

    internal override Stage<TIn> Build(
        Island island,
        Attributes attributes,
        out TMat materialized
    ) => sink.Build(island, attributes.And(own), out materialized);
}
