using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public partial class ActorCell
{
    private WatchState? _watch;

    /// <summary>Asks for <see cref="Terminated"/> when the subject ends.</summary>
    /// <remarks>Who is watched already stays watched as before, with the message that was chosen first.</remarks>
    public IActorRef Watch(IActorRef subject)
    {
        Watch((IInternalActorRef)subject, null);
        return subject;
    }

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Watch((IInternalActorRef)subject, message);
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        if (_watch is { } state && state.Watching is { } watching && watching.Remove(subject))
        {
            if (!subject.Equals(_self))
                ((IInternalActorRef)subject).SendSystemMessage(
                    new Unwatch((IInternalActorRef)subject, _self)
                );
            state.TerminatedQueued?.Remove(subject);
        }
        else
        {
            _watch?.TerminatedQueued?.Remove(subject);
        }

        return subject;
    }

    protected void ReceivedTerminated(Terminated t)
    {
        // Unwatched since the notice was queued: then it is not to be seen.
        if (_watch?.TerminatedQueued is { } queued && queued.Remove(t.ActorRef))
            ReceiveMessage(t);
    }

    private void Watch(IInternalActorRef subject, object? message)
    {
        if (subject.Equals(_self))
            return;
        var watching = (_watch ??= new WatchState()).Watching ??= [];
        if (watching.TryAdd(subject, message))
            subject.SendSystemMessage(new Watch(subject, _self));
    }

    private void WatchedActorTerminated(
        IActorRef actor,
        bool existenceConfirmed,
        bool addressTerminated
    )
    {
        if (
            _watch?.Watching is { } watching
            && watching.Remove(actor, out var message)
            && !IsTerminating
        )
        {
            if (message is null)
            {
                (_watch.TerminatedQueued ??= []).Add(actor);
                message = new Terminated(actor, existenceConfirmed, addressTerminated);
            }

            _self.Tell(message, actor);
        }

        if (_children is { } children && children.TryGetByRef(actor, out _))
            HandleChildTerminated(actor);
    }

    private void AddWatcher(IActorRef watchee, IActorRef watcher)
    {
        if (watchee.Equals(_self) && !watcher.Equals(_self))
            ((_watch ??= new WatchState()).WatchedBy ??= []).Add(watcher);
        else if (!watchee.Equals(_self) && watcher.Equals(_self))
            Watch(watchee);
    }

    private void RemWatcher(IActorRef watchee, IActorRef watcher)
    {
        if (watchee.Equals(_self) && !watcher.Equals(_self))
            _watch?.WatchedBy?.Remove(watcher);
        else if (!watchee.Equals(_self) && watcher.Equals(_self))
            Unwatch(watchee);
    }

    private void TellWatchersWeDied()
    {
        if (_watch?.WatchedBy is not { } watchers)
            return;
        _watch.WatchedBy = null;
        foreach (var watcher in watchers)
        {
            // The parent is told of every child's end anyway.
            if (!watcher.Equals(_parent))
            {
                ((IInternalActorRef)watcher).SendSystemMessage(
                    new DeathWatchNotification(
                        _self,
                        existenceConfirmed: true,
                        addressTerminated: false
                    )
                );
            }
        }
    }

    private void UnwatchWatchedActors()
    {
        if (_watch?.Watching is not { } watching)
            return;
        _watch.Watching = null;
        _watch.TerminatedQueued = null;
        foreach (var subject in watching.Keys)
        {
            ((IInternalActorRef)subject).SendSystemMessage(
                new Unwatch((IInternalActorRef)subject, _self)
            );
        }
    }

    private sealed class WatchState
    {
        public Dictionary<IActorRef, object?>? Watching;
        public HashSet<IActorRef>? WatchedBy;
        public HashSet<IActorRef>? TerminatedQueued;
    }
}
