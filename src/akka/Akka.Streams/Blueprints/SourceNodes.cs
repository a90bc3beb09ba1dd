using Akka.Streams.Engine;

namespace Akka.Streams.Blueprints;

internal sealed class SourceThen<TIn, TOut, TMat>(
    SourceNode<TIn, TMat> source,
    Operator<TIn, TOut> next
) : SourceNode<TOut, TMat>
{
    internal override TMat Build(Island island, Attributes attributes, Stage<TOut> down) =>
        source.Build(island, attributes, next.Create(island, attributes, down));
}

internal sealed class SourceVia<TIn, TOut, TMat, TMat2>(
    SourceNode<TIn, TMat> source,
    FlowNode<TIn, TOut, TMat2> flow
) : SourceNode<TOut, TMat>
{
    internal override TMat Build(Island island, Attributes attributes, Stage<TOut> down) =>
        source.Build(island, attributes, flow.Build(island, attributes, down, out _));
}

internal sealed class SourceViaMaterialized<TIn, TOut, TMat, TMat2, TMat3>(
    SourceNode<TIn, TMat> source,
    FlowNode<TIn, TOut, TMat2> flow,
    Func<TMat, TMat2, TMat3> combine
) : SourceNode<TOut, TMat3>
{
    internal override TMat3 Build(Island island, Attributes attributes, Stage<TOut> down)
    {
        var first = flow.Build(island, attributes, down, out var right);
        return combine(source.Build(island, attributes, first), right);
    }
}

internal sealed class SourceMapMaterialized<TOut, TMat, TMat2>(
    SourceNode<TOut, TMat> source,
    Func<TMat, TMat2> map
) : SourceNode<TOut, TMat2>
{
    internal override TMat2 Build(Island island, Attributes attributes, Stage<TOut> down) =>
        map(source.Build(island, attributes, down));
}

internal sealed class SourceWithAttributes<TOut, TMat>(
    SourceNode<TOut, TMat> source,
    Attributes own
) : SourceNode<TOut, TMat>
{
    internal SourceNode<TOut, TMat> Plain => source;

    internal Attributes Own => own;

    internal override TMat Build(Island island, Attributes attributes, Stage<TOut> down) =>
        source.Build(island, attributes.And(own), down);
}
