using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>A place for messages that an actor cannot handle yet.</summary>
public interface IStash
{
    bool IsEmpty { get; }

    bool NonEmpty { get; }

    bool IsFull { get; }

    int Count { get; }

    /// <summary>How many messages fit, or -1 without a limit.</summary>
    int Capacity { get; }

    /// <summary>Puts the current message away.</summary>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    /// <exception cref="IllegalActorStateException">It is there already.</exception>
    void Stash();

    /// <summary>Puts the oldest message back to the front of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all messages back to the front of the mailbox, in their order.</summary>
    void UnstashAll();

    /// <summary>The same for those that the predicate takes; the others are gone.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Empties the stash and gives what was in it.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages before those in the stash.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}

/// <summary>An actor with a stash.</summary>
public interface IActorStash
{
    IStash Stash { get; set; }
}

/// <summary>An actor with a stash on whatever mailbox it has.</summary>
public interface IWithUnrestrictedStash : IActorStash;

/// <summary>An actor with a stash, and a mailbox that takes messages at its front.</summary>
public interface IWithStash
    : IWithUnrestrictedStash,
        IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

/// <summary>An actor with a stash without a limit.</summary>
public interface IWithUnboundedStash
    : IWithUnrestrictedStash,
        IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;

/// <summary>An actor with a stash with a limit: the stash capacity of its deployment or mailbox.</summary>
public interface IWithBoundedStash
    : IWithUnrestrictedStash,
        IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>;

/// <summary>Makes stashes.</summary>
public static class StashFactory
{
    public static IStash CreateStash<T>(this IActorContext context)
        where T : ActorBase => CreateStash(context, typeof(T));

    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) =>
        CreateStash(context, actorInstance.GetType());

    /// <summary>The stash for a type of actors, by the interface that it carries.</summary>
    public static IStash CreateStash(this IActorContext context, Type actorType)
    {
        if (typeof(IWithBoundedStash).IsAssignableFrom(actorType))
            return new BoundedStashImpl(context);
        if (typeof(IActorStash).IsAssignableFrom(actorType))
            return new UnboundedStashImpl(context);
        throw new ArgumentException(
            $"Actor {actorType} implements an unrecognized subclass of {typeof(IActorStash)}",
            nameof(actorType)
        );
    }
}

/// <summary>An untyped actor with a stash.</summary>
public abstract class UntypedActorWithStash : UntypedActor, IWithStash
{
    public IStash Stash { get; set; } = null!;
}

/// <summary>An untyped actor with a stash without a limit.</summary>
public abstract class UntypedActorWithUnboundedStash : UntypedActor, IWithUnboundedStash
{
    public IStash Stash { get; set; } = null!;
}

/// <summary>An untyped actor with a stash on whatever mailbox it has.</summary>
public abstract class UntypedActorWithUnrestrictedStash : UntypedActor, IWithUnrestrictedStash
{
    public IStash Stash { get; set; } = null!;
}
