using Akka.Streams.Engine;

namespace Akka.Streams.Blueprints;

/// <summary>The empty flow: builds nothing.</summary>
internal sealed class FlowIdentity<T, TMat> : FlowNode<T, T, TMat>
{
    internal static readonly FlowIdentity<T, TMat> Instance = new();

    internal override Stage<T> Build(
        Island island,
        Attributes attributes,
        Stage<T> down,
        out TMat materialized
    )
    {
        materialized = typeof(TMat) == typeof(NotUsed) ? (TMat)(object)NotUsed.Instance : default!;
        return down;
    }
}

/// <summary>A flow of a single operator.</summary>
internal sealed class FlowOfOperator<TIn, TOut>(Operator<TIn, TOut> only)
    : FlowNode<TIn, TOut, NotUsed>
{
    internal override Stage<TIn> Build(
        Island island,
        Attributes attributes,
        Stage<TOut> down,
        out NotUsed materialized
    )
    {
        materialized = NotUsed.Instance;
        return only.Create(island, attributes, down);
    }
}

internal sealed class FlowThen<TIn, TMid, TOut, TMat>(
    FlowNode<TIn, TMid, TMat> flow,
    Operator<TMid, TOut> next
) : FlowNode<TIn, TOut, TMat>
{
    internal override Stage<TIn> Build(
        Island island,
        Attributes attributes,
        Stage<TOut> down,
        out TMat materialized
    ) => flow.Build(island, attributes, next.Create(island, attributes, down), out materialized);
}

internal sealed class FlowVia<TIn, TMid, TOut, TMat, TMat2>(
    FlowNode<TIn, TMid, TMat> flow,
    FlowNode<TMid, TOut, TMat2> next
) : FlowNode<TIn, TOut, TMat>
{
    internal override Stage<TIn> Build(
        Island island,
        Attributes attributes,
        Stage<TOut> down,
        out TMat materialized
    ) =>
        flow.Build(
            island,
            attributes,
            next.Build(island, attributes, down, out _),
            out materialized
        );
}

internal sealed class FlowViaMaterialized<TIn, TMid, TOut, TMat, TMat2, TMat3>(
    FlowNode<TIn, TMid, TMat> flow,
    FlowNode<TMid, TOut, TMat2> next,
    Func<TMat, TMat2, TMat3> combine
) : FlowNode<TIn, TOut, TMat3>
{
    internal override Stage<TIn> Build(
        Island island,
        Attributes attributes,
        Stage<TOut> down,
        out TMat3 materialized
    )
    {
        var middle = next.Build(island, attributes, down, out var right);
        var first = flow.Build(island, attributes, middle, out var left);
        materialized = combine(left, right);
        return first;
    }
}

internal sealed class FlowMapMaterialized<TIn, TOut, TMat, TMat2>(
    FlowNode<TIn, TOut, TMat> flow,
    Func<TMat, TMat2> map
) : FlowNode<TIn, TOut, TMat2>
{
    internal override Stage<TIn> Build(
        Island island,
        Attributes attributes,
        Stage<TOut> down,
        out TMat2 materialized
    )
    {
        var first = flow.Build(island, attributes, down, out var inner);
        materialized = map(inner);
        return first;
    }
}

internal sealed class FlowWithAttributes<TIn, TOut, TMat>(
    FlowNode<TIn, TOut, TMat> flow,
    Attributes own
) : FlowNode<TIn, TOut, TMat>
{
    internal FlowNode<TIn, TOut, TMat> Plain => flow;

    internal Attributes Own => own;

    internal override Stage<TIn> Build(
        Island island,
        Attributes attributes,
        Stage<TOut> down,
        out TMat materialized
    ) => flow.Build(island, attributes.And(own), down, out materialized);
}
