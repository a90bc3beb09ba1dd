using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Flows;

internal sealed class WhereStage<T>(
    Island island,
    Attributes attributes,
    Stage<T> down,
    Predicate<T> predicate,
    bool wanted
) : SupervisedStage<T, T>(island, attributes, down)
{
    internal override void OnPush(T element)
    {
        bool passes;
        try
        {
            passes = predicate(element) == wanted;
        }
        catch (Exception failure)
        {
            Supervise(failure);
            return;
        }
        if (passes)
            Down.OnPush(element);
        else
            PullLater();
    }
}

/// <summary>Maps what is defined, drops the rest.</summary>
internal sealed class CollectStage<TIn, TOut>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    Func<TIn, bool>? isDefined,
    Func<TIn, TOut> collector
) : SupervisedStage<TIn, TOut>(island, attributes, down)
{
    internal override void OnPush(TIn element)
    {
        TOut collected = default!;
        bool defined;
        try
        {
            defined = isDefined is null || isDefined(element);
            if (defined)
                collected = collector(element);
        }
        catch (Exception failure)
        {
            Supervise(failure);
            return;
        }
        // Without a test of its own, a result that is null means that nothing was collected.
        if (defined && (isDefined is not null || collected is not null))
            Down.OnPush(collected);
        else
            PullLater();
    }
}

internal sealed class SkipWhileStage<T>(
    Island island,
    Attributes attributes,
    Stage<T> down,
    Predicate<T> predicate
) : SupervisedStage<T, T>(island, attributes, down)
{
    private bool _passing;

    internal override void OnPush(T element)
    {
        if (!_passing)
        {
            try
            {
                _passing = !predicate(element);
            }
            catch (Exception failure)
            {
                Supervise(failure);
                return;
            }
        }
        if (_passing)
            Down.OnPush(element);
        else
            PullLater();
    }
}

internal sealed class SkipStage<T>(Island island, Stage<T> down, long count)
    : LinearStage<T, T>(island, down)
{
    private long _left = count;

    internal override void OnPush(T element)
    {
        if (_left <= 0)
        {
            Down.OnPush(element);
            return;
        }
        _left--;
        PullLater();
    }
}
