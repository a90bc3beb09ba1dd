using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Streams.Engine;

/// <summary>What a stage does with the messages to its reference, inside its island.</summary>
internal interface IStageActor
{
    void Received(object message, IActorRef sender);

    void Terminated(IActorRef actor);
}

/// <summary>
/// An address for a stage: it can be told, can watch and be watched. There is no actor behind it,
/// messages become signals of the island.
/// </summary>
internal sealed class StageActorRef : MinimalActorRef
{
    private readonly Stage _stage;
    private readonly IStageActor _owner;
    private readonly IActorRefProvider _provider;
    private readonly Lock _lock = new();
    private ActorPath? _path;
    private List<IInternalActorRef>? _watchers;
    private IInternalActorRef? _watched;
    private volatile bool _closed;

    internal StageActorRef(Stage stage, IStageActor owner)
    {
        _stage = stage;
        _owner = owner;
        _provider = ((ExtendedActorSystem)stage.Island.Materializer.System).Provider;
    }

    public override ActorPath Path => _path ?? MakePath();

    public override IActorRefProvider Provider => _provider;

    public override bool IsTerminated => _closed;

    internal override int HashOfIdentity() => RuntimeHelpers.GetHashCode(this);

    internal void Watch(IActorRef actor)
    {
        _watched = (IInternalActorRef)actor;
        _watched.SendSystemMessage(new Watch(_watched, this));
    }

    /// <summary>The stage has ended: tells the watchers, lets go of the watched.</summary>
    internal void Close()
    {
        List<IInternalActorRef>? watchers;
        lock (_lock)
        {
            if (_closed)
                return;
            _closed = true;
            watchers = _watchers;
            _watchers = null;
        }
        _watched?.SendSystemMessage(new Unwatch(_watched, this));
        if (watchers is null)
            return;
        foreach (var watcher in watchers)
            watcher.SendSystemMessage(new DeathWatchNotification(this, true, false));
    }

    public override void Stop() => TellInternal(PoisonPill.Instance, ActorRefs.NoSender);

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case DeathWatchNotification gone:
                _stage.Island.Send(new Gone(this, gone.Actor));
                break;
            case Watch watch when watch.Watchee.Equals(this):
                AddWatcher(watch.Watcher);
                break;
            case Unwatch unwatch:
                lock (_lock)
                    _watchers?.Remove(unwatch.Watcher);
                break;
            case Terminate:
                Stop();
                break;
        }
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (_closed)
            ToDeadLetters(message, sender);
        else
            _stage.Island.Send(new Told(this, message, sender));
    }

    private void ToDeadLetters(object message, IActorRef? sender)
    {
        if (message is PoisonPill)
            return;
        var from = sender ?? _provider.DeadLetters;
        _provider.DeadLetters.Tell(new DeadLetter(message, from, this), from);
    }

    private void AddWatcher(IInternalActorRef watcher)
    {
        lock (_lock)
        {
            if (!_closed)
            {
                _watchers ??= [];
                if (!_watchers.Contains(watcher))
                    _watchers.Add(watcher);
                return;
            }
        }
        watcher.SendSystemMessage(new DeathWatchNotification(this, true, false));
    }

    private ActorPath MakePath()
    {
        lock (_lock)
            return _path ??= _provider.TempPath();
    }

    private sealed class Told(StageActorRef self, object message, IActorRef sender) : Signal
    {
        internal override void Deliver()
        {
            if (self._stage.Stopped)
                self.ToDeadLetters(message, sender);
            else
                self._owner.Received(message, sender);
        }
    }

    private sealed class Gone(StageActorRef self, IActorRef actor) : Signal
    {
        internal override void Deliver()
        {
            if (!self._stage.Stopped)
                self._owner.Terminated(actor);
        }
    }
}
