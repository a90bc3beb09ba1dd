using Akka.Streams.Engine;
using Akka.Streams.Supervision;

namespace Akka.Streams.Stages.Sinks;

internal sealed class IgnoreSink<T>(Island island) : PromiseSinkStage<T, Done>(island)
{
    internal override void OnPush(T element) => Island.Defer(Up);

    protected override void OnUpstreamFinish() => Succeed(Done.Instance);
}

internal sealed class ForEachSink<T>(Island island, Attributes attributes, Action<T> action)
    : PromiseSinkStage<T, Done>(island)
{
    internal override void OnPush(T element)
    {
        try
        {
            action(element);
        }
        catch (Exception failure)
        {
            if (Island.Decide(attributes, failure) == Directive.Stop)
            {
                FailSink(failure);
                return;
            }
        }
        PullLater();
    }

    protected override void OnUpstreamFinish() => Succeed(Done.Instance);
}
