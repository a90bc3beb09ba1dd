using Akka.Actor;
using Akka.Streams.Blueprints;
using Akka.Streams.Engine;

namespace Akka.Streams.TestKit.Stages;

/// <summary>What a probe at the start of a stream can do to it.</summary>
internal interface IProbeElements<in T>
{
    void SendNext(T element);

    void SendComplete();

    void SendError(Exception cause);
}

/// <summary>
/// The start of a stream that emits what a test sends. It asks for as many elements as a stream's
/// input buffer holds, and for more when half of them are used.
/// </summary>
internal sealed class ProbeSourceStage<T> : SourceStage<T>, IProbeElements<T>
{
    private readonly IActorRef _probe;
    private readonly int _size;
    private readonly Queue<T> _buffer = new();
    private int _used;
    private bool _demand;
    private bool _completing;

    internal ProbeSourceStage(Island island, Attributes attributes, Stage<T> down, IActorRef probe)
        : base(island, down)
    {
        _probe = probe;
        _size = Math.Max(
            1,
            attributes.Find<Attributes.InputBuffer>()?.Max
                ?? island.Materializer.Settings.MaxInputBufferSize
        );
    }

    public void SendNext(T element) => Island.Send(new ActionSignal(() => Take(element)));

    public void SendComplete() => Island.Send(new ActionSignal(Finish));

    public void SendError(Exception cause) =>
        Island.Send(
            new ActionSignal(() =>
            {
                if (!Stopped)
                    FailStage(cause);
            })
        );

    internal override void PreStart()
    {
        Tell(new TestPublisher.Subscribe(this));
        Tell(new TestPublisher.RequestMore(_size));
    }

    internal override void OnPull()
    {
        if (_buffer.Count == 0)
        {
            _demand = true;
            return;
        }
        Emit(_buffer.Dequeue());
    }

    protected override void OnCancel(Exception? cause)
    {
        Tell(new TestPublisher.CancelSubscription());
        Stop();
    }

    protected override void OnAbort(Exception cause) =>
        Tell(new TestPublisher.CancelSubscription());

    private void Take(T element)
    {
        if (Stopped || _completing)
            return;
        if (_demand)
        {
            _demand = false;
            Emit(element);
        }
        else
        {
            _buffer.Enqueue(element);
        }
    }

    private void Emit(T element)
    {
        if (++_used >= (_size + 1) / 2 && !_completing)
        {
            Tell(new TestPublisher.RequestMore(_used));
            _used = 0;
        }
        Down.OnPush(element);
        if (_completing && _buffer.Count == 0)
            CompleteStage();
    }

    private void Finish()
    {
        if (Stopped)
            return;
        _completing = true;
        if (_buffer.Count == 0)
            CompleteStage();
    }

    private void Tell(TestPublisher.IPublisherEvent signal) =>
        _probe.Tell(signal, ActorRefs.NoSender);
}

internal sealed class ProbeSourceNode<T>(Akka.TestKit.TestKitBase testKit)
    : SourceNode<T, TestPublisher.Probe<T>>
{
    internal override TestPublisher.Probe<T> Build(
        Island island,
        Attributes attributes,
        Stage<T> down
    )
    {
        var probe = new TestPublisher.Probe<T>(testKit, 0);
        _ = new ProbeSourceStage<T>(island, attributes, down, probe.Probe.Ref);
        return probe;
    }
}
