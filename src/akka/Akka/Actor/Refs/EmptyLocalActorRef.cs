using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A local path where no actor lives: messages become dead letters, watchers hear at once.</summary>
public class EmptyLocalActorRef : MinimalActorRef
{
    private readonly EventStream _eventStream;

    public EmptyLocalActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
    {
        Provider = provider;
        Path = path;
        _eventStream = eventStream;
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider { get; }

    public override bool IsTerminated => true;

    private protected EventStream Events => _eventStream;

    public override void SendSystemMessage(ISystemMessage message) =>
        SpecialHandle(message, Provider.DeadLetters);

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is null)
            throw new InvalidMessageException();
        if (message is DeadLetter letter)
        {
            SpecialHandle(letter.Message, letter.Sender);
            return;
        }

        if (SpecialHandle(message, sender))
            return;
        _eventStream.Publish(new DeadLetter(message, sender ?? Provider.DeadLetters, this));
    }

    protected virtual bool SpecialHandle(object message, IActorRef sender)
    {
        switch (message)
        {
            case Watch watch:
                if (watch.Watchee.Equals(this) && !watch.Watcher.Equals(this))
                    watch.Watcher.SendSystemMessage(
                        new DeathWatchNotification(watch.Watchee, false, false)
                    );
                return true;
            case Unwatch:
                return true;
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
                return true;
            case ActorSelectionMessage { Message: Identify identify }:
                sender?.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
                return true;
            case ActorSelectionMessage selection:
                if (selection.WildCardFanOut)
                    return true;
                _eventStream.Publish(
                    new DeadLetter(selection.Message, sender ?? Provider.DeadLetters, this)
                );
                return true;
            case IDeadLetterSuppression suppressed:
                _eventStream.Publish(
                    new SuppressedDeadLetter(suppressed, sender ?? Provider.DeadLetters, this)
                );
                return true;
            default:
                return false;
        }
    }
}

/// <summary>Where messages without a receiver end: on the event stream, as <see cref="DeadLetter"/>.</summary>
public class DeadLetterActorRef : EmptyLocalActorRef
{
    public DeadLetterActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
        : base(provider, path, eventStream) { }

    protected override void TellInternal(object message, IActorRef sender)
    {
        switch (message)
        {
            case null:
                throw new InvalidMessageException();
            case DeadLetter letter:
                if (!SpecialHandle(letter.Message, letter.Sender))
                    Events.Publish(letter);
                return;
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, this), ActorRefs.NoSender);
                return;
            default:
                if (!SpecialHandle(message, sender))
                    Events.Publish(new DeadLetter(message, sender ?? this, this));
                return;
        }
    }

    protected override bool SpecialHandle(object message, IActorRef sender)
    {
        if (message is not Watch watch)
            return base.SpecialHandle(message, sender);
        if (!watch.Watchee.Equals(this) && !watch.Watcher.Equals(this))
            watch.Watcher.SendSystemMessage(
                new DeathWatchNotification(watch.Watchee, false, false)
            );
        return true;
    }
}

/// <summary>Takes everything and forgets it.</summary>
internal sealed class IgnoreActorRef : MinimalActorRef
{
    public IgnoreActorRef(IActorRefProvider provider, ActorPath path)
    {
        Provider = provider;
        Path = path;
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider { get; }
}
