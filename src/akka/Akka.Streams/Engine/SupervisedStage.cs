using Akka.Streams.Supervision;

namespace Akka.Streams.Engine;

/// <summary>A linear stage that runs a user's function and asks the decider when it throws.</summary>
internal abstract class SupervisedStage<TIn, TOut>(
    Island island,
    Attributes attributes,
    Stage<TOut> down
) : LinearStage<TIn, TOut>(island, down)
{
    private readonly Attributes _attributes = attributes;

    protected Directive Decide(Exception cause) => Island.Decide(_attributes, cause);

    /// <summary>Fails the stage, or drops the element and asks for the next one.</summary>
    protected void Supervise(Exception cause)
    {
        if (Decide(cause) == Directive.Stop)
            FailStage(cause);
        else
            PullLater();
    }
}
