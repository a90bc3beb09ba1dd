using Akka.Streams.Engine;

namespace Akka.Streams.Blueprints;

// A blueprint builds its stages from the last to the first, because each stage is constructed with
// the typed stage that it pushes to. Materialised values travel as typed return values, unboxed.

/// <summary>Builds the stages of a source in front of the given stage.</summary>
internal abstract class SourceNode<TOut, TMat>
{
    internal abstract TMat Build(Island island, Attributes attributes, Stage<TOut> down);
}

/// <summary>Builds the stages of a flow in front of the given stage; returns the first one.</summary>
internal abstract class FlowNode<TIn, TOut, TMat>
{
    internal abstract Stage<TIn> Build(
        Island island,
        Attributes attributes,
        Stage<TOut> down,
        out TMat materialized
    );
}

/// <summary>Builds the stages of a sink; returns the first one.</summary>
internal abstract class SinkNode<TIn, TMat>
{
    internal abstract Stage<TIn> Build(Island island, Attributes attributes, out TMat materialized);
}

/// <summary>Builds a whole stream.</summary>
internal abstract class RunnableNode<TMat>
{
    internal abstract TMat Build(Island island, Attributes attributes);
}

/// <summary>Builds one stage that has no materialised value.</summary>
internal abstract class Operator<TIn, TOut>
{
    internal abstract Stage<TIn> Create(Island island, Attributes attributes, Stage<TOut> down);
}
