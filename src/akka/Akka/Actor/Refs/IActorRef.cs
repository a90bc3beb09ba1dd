using Akka.Util;

namespace Akka.Actor;

/// <summary>Something that takes messages.</summary>
public interface ICanTell
{
    /// <summary>Sends a message and returns at once; delivery is at most once.</summary>
    void Tell(object message, IActorRef sender);
}

/// <summary>The handle of an actor. It may be given to anyone and outlives the actor.</summary>
public interface IActorRef
    : ICanTell,
        IEquatable<IActorRef>,
        IComparable<IActorRef>,
        ISurrogated,
        IComparable
{
    ActorPath Path { get; }
}

/// <summary>Says whether a reference points into this process.</summary>
public interface IActorRefScope
{
    bool IsLocal { get; }
}

/// <summary>What the runtime itself needs of every reference.</summary>
public interface IInternalActorRef : IActorRef, IActorRefScope
{
    IInternalActorRef Parent { get; }

    IActorRefProvider Provider { get; }

    bool IsTerminated { get; }

    IActorRef GetChild(IReadOnlyList<string> name);

    void Resume(Exception? causedByFailure = null);

    void Start();

    void Stop();

    void Restart(Exception cause);

    void Suspend();

    void SendSystemMessage(Dispatch.SysMsg.ISystemMessage message, IActorRef sender);

    void SendSystemMessage(Dispatch.SysMsg.ISystemMessage message);
}
