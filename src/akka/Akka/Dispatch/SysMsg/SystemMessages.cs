using Akka.Actor;
using Akka.Event;

namespace Akka.Dispatch.SysMsg;

/// <summary>A message of the runtime to itself; an actor's mailbox takes it before any user message.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded;

/// <summary>A system message as a link of the mailbox's own list, so that sending one costs one allocation.</summary>
public abstract class SystemMessage : ISystemMessage
{
    internal SystemMessage? Next { get; set; }

    public bool Unlinked => Next is null;

    public void Unlink() => Next = null;
}

/// <summary>The end of a mailbox's list after it has closed.</summary>
public sealed class NoMessage : SystemMessage
{
    internal static readonly NoMessage Closed = new();

    public override string ToString() => "NoMessage";
}

/// <summary>The first message to every cell: make the actor.</summary>
public sealed class Create : SystemMessage
{
    public Create(ActorInitializationException? failure = null)
    {
        Failure = failure;
    }

    public ActorInitializationException? Failure { get; }

    public override string ToString() => $"<Create>{Failure}";
}

/// <summary>From a supervisor: make a new actor in place of the one that failed.</summary>
public sealed class Recreate : SystemMessage
{
    public Recreate(Exception? cause)
    {
        Cause = cause;
    }

    public Exception? Cause { get; }

    public override string ToString() => $"<Recreate>{Cause}";
}

/// <summary>Stop processing user messages.</summary>
public sealed class Suspend : SystemMessage
{
    public override string ToString() => "<Suspend>";
}

/// <summary>Go on processing user messages.</summary>
public sealed class Resume : SystemMessage
{
    public Resume(Exception? causedByFailure)
    {
        CausedByFailure = causedByFailure;
    }

    public Exception? CausedByFailure { get; set; }

    public override string ToString() => $"<Resume>{CausedByFailure}";
}

/// <summary>Stop the actor.</summary>
public sealed class Terminate : SystemMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    public override string ToString() => "<Terminate>";
}

/// <summary>To a supervisor: there is a new child.</summary>
public sealed class Supervise : SystemMessage
{
    public Supervise(IActorRef child, bool async)
    {
        Child = child;
        Async = async;
    }

    public bool Async { get; }

    public IActorRef Child { get; }

    public override string ToString() => $"<Supervise>: {Child}";
}

/// <summary>To a supervisor: a child has failed and waits for a decision.</summary>
public sealed class Failed : SystemMessage
{
    public Failed(IActorRef child, Exception cause, long uid)
    {
        Child = child;
        Cause = cause;
        Uid = uid;
    }

    public IActorRef Child { get; }

    public Exception Cause { get; }

    public long Uid { get; }

    public override string ToString() => $"<Failed>: {Child} ({Uid}) {Cause}";
}

/// <summary>To an actor: <see cref="Watcher"/> wants to hear of your end.</summary>
public class Watch : SystemMessage
{
    public Watch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        Watchee = watchee;
        Watcher = watcher;
    }

    public IInternalActorRef Watchee { get; }

    public IInternalActorRef Watcher { get; }

    public override string ToString() => $"<Watch>: {Watcher} wants to watch {Watchee}";
}

/// <summary>To an actor: <see cref="Watcher"/> no longer wants to hear of your end.</summary>
public sealed class Unwatch : SystemMessage
{
    public Unwatch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        Watchee = watchee;
        Watcher = watcher;
    }

    public IInternalActorRef Watchee { get; }

    public IInternalActorRef Watcher { get; }

    public override string ToString() => $"<Unwatch>: {Watcher} wants to unwatch {Watchee}";
}

/// <summary>To a watcher and to the parent: the actor has ended.</summary>
public sealed class DeathWatchNotification : SystemMessage, IDeadLetterSuppression
{
    public DeathWatchNotification(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        Actor = actor;
        ExistenceConfirmed = existenceConfirmed;
        AddressTerminated = addressTerminated;
    }

    public IActorRef Actor { get; }

    public bool ExistenceConfirmed { get; }

    public bool AddressTerminated { get; }

    public override string ToString() => $"<DeathWatchNotification>: {Actor}";
}

/// <summary>A piece of an asynchronous handler, to be run as the actor.</summary>
public sealed class ActorTask : SystemMessage
{
    public ActorTask(Task task)
    {
        Task = task;
    }

    internal ActorTask(Task task, ActorTaskScheduler scheduler)
        : this(task)
    {
        Scheduler = scheduler;
    }

    public Task Task { get; }

    internal ActorTaskScheduler? Scheduler { get; }
}

/// <summary>To a guardian: stop that child of yours.</summary>
public sealed class StopChild
{
    public StopChild(IActorRef child)
    {
        Child = child;
    }

    public IActorRef Child { get; }

    public override string ToString() => $"<StopChild> {Child}";
}

/// <summary>To the system guardian: hold the shutdown until I say that I am done.</summary>
public sealed class RegisterTerminationHook
{
    private RegisterTerminationHook() { }

    public static RegisterTerminationHook Instance { get; } = new();

    public override string ToString() => "<RegisterTerminationHook>";
}

/// <summary>To those who hold the shutdown: it has begun.</summary>
public sealed class TerminationHook
{
    private TerminationHook() { }

    public static TerminationHook Instance { get; } = new();

    public override string ToString() => "<TerminationHook>";
}

/// <summary>To the system guardian: the shutdown may go on.</summary>
public sealed class TerminationHookDone
{
    private TerminationHookDone() { }

    public static TerminationHookDone Instance { get; } = new();

    public override string ToString() => "<TerminationHookDone>";
}
