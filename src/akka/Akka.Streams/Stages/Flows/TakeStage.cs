using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Flows;

internal sealed class TakeStage<T>(Island island, Stage<T> down, long count)
    : LinearStage<T, T>(island, down)
{
    private long _left = count;

    internal override void PreStart()
    {
        if (_left <= 0)
            CompleteStage();
    }

    internal override void OnPush(T element)
    {
        _left--;
        Down.OnPush(element);
        if (_left <= 0)
            CompleteStage();
    }
}

internal sealed class TakeWhileStage<T>(
    Island island,
    Attributes attributes,
    Stage<T> down,
    Predicate<T> predicate,
    bool inclusive
) : SupervisedStage<T, T>(island, attributes, down)
{
    internal override void OnPush(T element)
    {
        bool holds;
        try
        {
            holds = predicate(element);
        }
        catch (Exception failure)
        {
            Supervise(failure);
            return;
        }
        if (holds || inclusive)
            Down.OnPush(element);
        if (!holds)
            CompleteStage();
    }
}

/// <summary>Fails a stream that has more than it may.</summary>
internal sealed class LimitStage<T>(
    Island island,
    Attributes attributes,
    Stage<T> down,
    long max,
    Func<T, long>? costOf
) : SupervisedStage<T, T>(island, attributes, down)
{
    private readonly long _max = max;
    private long _left = max;

    internal override void OnPush(T element)
    {
        try
        {
            _left -= costOf is null ? 1 : costOf(element);
        }
        catch (Exception failure)
        {
            Supervise(failure);
            return;
        }
        if (_left >= 0)
            Down.OnPush(element);
        else
            FailStage(new StreamLimitReachedException(_max));
    }
}
