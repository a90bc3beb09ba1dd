using Akka.Actor;
using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sinks;

/// <summary>Tells an actor every element, without backpressure, until either ends.</summary>
internal sealed class ActorRefSink<T> : SinkStage<T>, IStageActor
{
    private readonly IActorRef _target;
    private readonly object? _onComplete;
    private readonly Func<Exception, object> _onFailure;
    private readonly StageActorRef _self;

    internal ActorRefSink(
        Island island,
        IActorRef target,
        object? onComplete,
        Func<Exception, object> onFailure
    )
        : base(island)
    {
        _target = target;
        _onComplete = onComplete;
        _onFailure = onFailure;
        _self = new StageActorRef(this, this);
    }

    internal override void PreStart()
    {
        _self.Watch(_target);
        PullLater();
    }

    internal override void OnPush(T element)
    {
        _target.Tell(element!, ActorRefs.NoSender);
        PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        if (_onComplete is not null)
            _target.Tell(_onComplete, ActorRefs.NoSender);
        Stop();
    }

    protected override void OnUpstreamFailure(Exception cause)
    {
        TellFailure(cause);
        Stop();
    }

    protected override void OnAbort(Exception cause) => TellFailure(cause);

    private void TellFailure(Exception cause)
    {
        if (_onFailure(cause) is { } message)
            _target.Tell(message, ActorRefs.NoSender);
    }

    public void Received(object message, IActorRef sender) { }

    public void Terminated(IActorRef actor) => CancelStage(null);

    protected override void PostStop() => _self.Close();
}
