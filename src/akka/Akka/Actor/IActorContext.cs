using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Handles a message; false when it doesn't know it.</summary>
public delegate bool Receive(object message);

/// <summary>Handles a message, whatever it is.</summary>
public delegate void UntypedReceive(object message);

/// <summary>Makes and finds actors.</summary>
public interface IActorRefFactory
{
    /// <summary>Makes an actor and returns its reference at once; the actor starts by itself.</summary>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    IActorRef ActorOf(Props props, string? name = null);

    ActorSelection ActorSelection(ActorPath actorPath);

    ActorSelection ActorSelection(string actorPath);
}

/// <summary>Hears of the end of other actors.</summary>
public interface ICanWatch
{
    /// <summary>Asks for <see cref="Terminated"/> when the subject ends.</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>Asks for a message of one's own in place of <see cref="Terminated"/>.</summary>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Takes the wish back; a notice that is in the mailbox already is dropped.</summary>
    IActorRef Unwatch(IActorRef subject);
}

/// <summary>What an actor may do and know while it handles a message.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    IActorRef Self { get; }

    Props Props { get; }

    /// <summary>Who sent the current message; the dead letters when nobody did.</summary>
    IActorRef Sender { get; }

    ActorSystem System { get; }

    IActorRef Parent { get; }

    MessageDispatcher Dispatcher { get; }

    TimeSpan? ReceiveTimeout { get; }

    /// <summary>Handles messages by <paramref name="receive"/> from now on.</summary>
    void Become(Receive receive);

    /// <summary>The same, and the present handler comes back after <see cref="UnbecomeStacked"/>.</summary>
    void BecomeStacked(Receive receive);

    void UnbecomeStacked();

    /// <summary>The child of that name, or nobody.</summary>
    IActorRef Child(string name);

    IEnumerable<IActorRef> GetChildren();

    /// <summary>Asks for <see cref="Actor.ReceiveTimeout"/> after that time without messages; null ends it.</summary>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Stops this actor or a child.</summary>
    void Stop(IActorRef child);
}

/// <summary>The context of an untyped actor.</summary>
public interface IUntypedActorContext : IActorContext
{
    void Become(UntypedReceive receive);

    void BecomeStacked(UntypedReceive receive);
}

/// <summary>An actor as the runtime sees it.</summary>
public interface IInternalActor
{
    IActorContext ActorContext { get; }
}

/// <summary>A cell as references see it.</summary>
public interface ICell
{
    IActorRef Self { get; }

    ActorSystem System { get; }

    Internal.ActorSystemImpl SystemImpl { get; }

    IInternalActorRef Parent { get; }

    bool IsLocal { get; }

    Props Props { get; }

    bool HasMessages { get; }

    int NumberOfMessages { get; }

    bool IsTerminated { get; }

    void Start();

    void Suspend();

    void Resume(Exception? causedByFailure);

    void Restart(Exception cause);

    void Stop();

    IInternalActorRef GetSingleChild(string name);

    IInternalActorRef GetChildByName(string name);

    IEnumerable<IInternalActorRef> GetChildren();

    void SendMessage(IActorRef sender, object message);

    void SendSystemMessage(Dispatch.SysMsg.ISystemMessage message);
}
