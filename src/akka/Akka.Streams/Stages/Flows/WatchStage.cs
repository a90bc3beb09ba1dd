using Akka.Actor;
using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Flows;

/// <summary>Fails the stream when an actor stops.</summary>
internal sealed class WatchStage<T> : LinearStage<T, T>, IStageActor
{
    private readonly IActorRef _target;
    private readonly StageActorRef _self;

    internal WatchStage(Island island, Stage<T> down, IActorRef target)
        : base(island, down)
    {
        _target = target;
        _self = new StageActorRef(this, this);
    }

    internal override void PreStart() => _self.Watch(_target);

    internal override void OnPush(T element) => Down.OnPush(element);

    public void Received(object message, IActorRef sender) { }

    public void Terminated(IActorRef actor) =>
        FailStage(new WatchedActorTerminatedException("Watch", actor));

    protected override void PostStop() => _self.Close();
}
