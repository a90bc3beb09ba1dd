using Akka.Actor;
using Akka.Streams.Blueprints;
using Akka.Streams.Engine;

namespace Akka.Streams.TestKit.Stages;

/// <summary>What a probe at the end of a stream can do to it.</summary>
internal interface IProbeDemand
{
    void Request(long count);

    void Cancel(Exception? cause);
}

/// <summary>The end of a stream whose demand is what a test asks for, and no more.</summary>
internal sealed class ProbeSinkStage<T>(Island island, IActorRef probe)
    : SinkStage<T>(island),
        IProbeDemand
{
    private long _demand;
    private bool _pulled;

    public void Request(long count) =>
        Island.Send(
            new ActionSignal(() =>
            {
                if (Stopped)
                    return;
                _demand = _demand > long.MaxValue - count ? long.MaxValue : _demand + count;
                PullMore();
            })
        );

    void IProbeDemand.Cancel(Exception? cause) =>
        Island.Send(
            new ActionSignal(() =>
            {
                if (!Stopped)
                    CancelStage(cause);
            })
        );

    internal override void PreStart() => Tell(new TestSubscriber.OnSubscribe(this));

    internal override void OnPush(T element)
    {
        _pulled = false;
        if (_demand != long.MaxValue)
            _demand--;
        Tell(new TestSubscriber.OnNext<T>(element));
        PullMore();
    }

    protected override void OnUpstreamFinish()
    {
        Tell(TestSubscriber.OnComplete.Instance);
        Stop();
    }

    protected override void OnUpstreamFailure(Exception cause)
    {
        Tell(new TestSubscriber.OnError(cause));
        Stop();
    }

    protected override void OnAbort(Exception cause) => Tell(new TestSubscriber.OnError(cause));

    private void PullMore()
    {
        if (_pulled || InClosed || _demand == 0)
            return;
        _pulled = true;
        PullLater();
    }

    private void Tell(TestSubscriber.ISubscriberEvent signal) =>
        probe.Tell(signal, ActorRefs.NoSender);
}

internal sealed class ProbeSinkNode<T>(Akka.TestKit.TestKitBase testKit)
    : SinkNode<T, TestSubscriber.Probe<T>>
{
    internal override Stage<T> Build(
        Island island,
        Attributes attributes,
        out TestSubscriber.Probe<T> materialized
    )
    {
        materialized = new TestSubscriber.Probe<T>(testKit);
        return new ProbeSinkStage<T>(island, materialized.TestProbe.Ref);
    }
}
