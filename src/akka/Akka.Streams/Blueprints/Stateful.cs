using Akka.Streams.Engine;

namespace Akka.Streams.Blueprints;

internal delegate Stage<TIn> CreateFlow<TIn, TOut, in TState>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    TState state
);

internal delegate TMat CreateSource<TOut, out TMat, in TState>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    TState state
);

internal delegate SourceStage<TOut> CreateSourceStage<TOut, in TState>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    TState state
);

internal delegate Stage<TIn> CreateSink<TIn, TMat, in TState>(
    Island island,
    Attributes attributes,
    TState state,
    out TMat materialized
);

internal delegate Stage<TIn> CreateFlow<TIn, TOut, TMat, in TState>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    TState state,
    out TMat materialized
);

// Parameters plus a static function: no class per operator, no closure per use.

internal sealed class Operator<TIn, TOut, TState>(
    TState state,
    CreateFlow<TIn, TOut, TState> create
) : Operator<TIn, TOut>
{
    internal override Stage<TIn> Create(Island island, Attributes attributes, Stage<TOut> down) =>
        create(island, attributes, down, state);
}

internal sealed class SourceOf<TOut, TMat, TState>(
    TState state,
    CreateSource<TOut, TMat, TState> create
) : SourceNode<TOut, TMat>
{
    internal override TMat Build(Island island, Attributes attributes, Stage<TOut> down) =>
        create(island, attributes, down, state);
}

/// <summary>A source without a materialised value.</summary>
internal sealed class PlainSourceOf<TOut, TState>(
    TState state,
    CreateSourceStage<TOut, TState> create
) : SourceNode<TOut, NotUsed>
{
    internal override NotUsed Build(Island island, Attributes attributes, Stage<TOut> down)
    {
        create(island, attributes, down, state);
        return NotUsed.Instance;
    }
}

internal sealed class SinkOf<TIn, TMat, TState>(TState state, CreateSink<TIn, TMat, TState> create)
    : SinkNode<TIn, TMat>
{
    internal override Stage<TIn> Build(
        Island island,
        Attributes attributes,
        out TMat materialized
    ) => create(island, attributes, state, out materialized);
}

internal sealed class FlowOf<TIn, TOut, TMat, TState>(
    TState state,
    CreateFlow<TIn, TOut, TMat, TState> create
) : FlowNode<TIn, TOut, TMat>
{
    internal override Stage<TIn> Build(
        Island island,
        Attributes attributes,
        Stage<TOut> down,
        out TMat materialized
    ) => create(island, attributes, down, state, out materialized);
}
