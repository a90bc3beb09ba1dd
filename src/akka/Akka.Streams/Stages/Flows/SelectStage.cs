using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Flows;

internal sealed class SelectStage<TIn, TOut>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    Func<TIn, TOut> mapper
) : SupervisedStage<TIn, TOut>(island, attributes, down)
{
    private readonly Func<TIn, TOut> _mapper = mapper;

    internal override void OnPush(TIn element)
    {
        TOut mapped;
        try
        {
            mapped = _mapper(element);
            if (mapped is null)
                throw MissingElement.Failure();
        }
        catch (Exception failure)
        {
            Supervise(failure);
            return;
        }
        Down.OnPush(mapped);
    }
}
