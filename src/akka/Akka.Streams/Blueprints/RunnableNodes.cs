using Akka.Streams.Engine;

namespace Akka.Streams.Blueprints;

internal sealed class RunnableLeft<T, TMat, TMat2>(
    SourceNode<T, TMat> source,
    SinkNode<T, TMat2> sink
) : RunnableNode<TMat>
{
    internal override TMat Build(Island island, Attributes attributes) =>
        source.Build(island, attributes, sink.Build(island, attributes, out _));
}

internal sealed class RunnableRight<T, TMat, TMat2>(
    SourceNode<T, TMat> source,
    SinkNode<T, TMat2> sink
) : RunnableNode<TMat2>
{
    internal override TMat2 Build(Island island, Attributes attributes)
    {
        source.Build(island, attributes, sink.Build(island, attributes, out var right));
        return right;
    }
}

internal sealed class RunnableBoth<T, TMat, TMat2, TMat3>(
    SourceNode<T, TMat> source,
    SinkNode<T, TMat2> sink,
    Func<TMat, TMat2, TMat3> combine
) : RunnableNode<TMat3>
{
    internal override TMat3 Build(Island island, Attributes attributes)
    {
        var last = sink.Build(island, attributes, out var right);
        return combine(source.Build(island, attributes, last), right);
    }
}

internal sealed class RunnableMapMaterialized<TMat, TMat2>(
    RunnableNode<TMat> runnable,
    Func<TMat, TMat2> map
) : RunnableNode<TMat2>
{
    internal override TMat2 Build(Island island, Attributes attributes) =>
        map(runnable.Build(island, attributes));
}

internal sealed class RunnableWithAttributes<TMat>(RunnableNode<TMat> runnable, Attributes own)
    : RunnableNode<TMat>
{
    internal RunnableNode<TMat> Plain => runnable;

    internal Attributes Own => own;

    internal override TMat Build(Island island, Attributes attributes) =>
        runnable.Build(island, attributes.And(own));
}
