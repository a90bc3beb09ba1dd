using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

namespace Akka.Event;

/// <summary>The main bus of a system. A subscriber's end ends its subscriptions.</summary>
public class EventStream : LoggingBus
{
    private readonly bool _debug;
    private readonly HashSet<IActorRef> _watched = [];

    public EventStream(bool debug)
    {
        _debug = debug;
    }

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        if (_debug)
            Publish(
                new Debug(
                    nameof(EventStream),
                    GetType(),
                    $"subscribing {subscriber} to channel {channel}"
                )
            );
        var isNew = base.Subscribe(subscriber, channel);
        if (isNew)
            WatchForEnd(subscriber);
        return isNew;
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var existed = base.Unsubscribe(subscriber, channel);
        if (_debug)
            Publish(
                new Debug(
                    nameof(EventStream),
                    GetType(),
                    $"unsubscribing {subscriber} from channel {channel}"
                )
            );
        return existed;
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var existed = base.Unsubscribe(subscriber);
        if (_debug)
            Publish(
                new Debug(
                    nameof(EventStream),
                    GetType(),
                    $"unsubscribing {subscriber} from all channels"
                )
            );
        return existed;
    }

    private void WatchForEnd(IActorRef subscriber)
    {
        if (subscriber is not ActorRefWithCell actor)
            return;
        lock (_watched)
        {
            if (!_watched.Add(subscriber))
                return;
        }

        actor.SendSystemMessage(new Watch(actor, new Unsubscriber(this, actor)));
    }

    private void Forget(IActorRef subscriber)
    {
        lock (_watched)
            _watched.Remove(subscriber);
        Unsubscribe(subscriber);
    }

    private sealed class Unsubscriber(EventStream stream, IInternalActorRef subscriber)
        : MinimalActorRef
    {
        private ActorPath? _path;

        public override ActorPath Path => _path ??= subscriber.Provider.TempPath();

        public override IActorRefProvider Provider => subscriber.Provider;

        public override void SendSystemMessage(ISystemMessage message)
        {
            if (message is DeathWatchNotification)
                stream.Forget(subscriber);
        }
    }
}

/// <summary>Shorter ways to subscribe.</summary>
public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Subscribe(subscriber, typeof(TChannel));

    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
