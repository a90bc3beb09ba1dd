namespace Akka.Actor;

/// <summary>A child of that name exists already, or the name may not be used.</summary>
public sealed class InvalidActorNameException : AkkaException
{
    public InvalidActorNameException(string message)
        : base(message) { }

    public InvalidActorNameException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>The name is none.</summary>
public sealed class IllegalActorNameException : AkkaException
{
    public IllegalActorNameException(string message)
        : base(message) { }
}

/// <summary>An actor did what its state forbids, such as stashing one message twice.</summary>
public sealed class IllegalActorStateException : AkkaException
{
    public IllegalActorStateException(string message)
        : base(message) { }
}

/// <summary>The actor was sent <see cref="Kill"/>.</summary>
public sealed class ActorKilledException : AkkaException
{
    public ActorKilledException() { }

    public ActorKilledException(string message)
        : base(message) { }
}

/// <summary>No actor answered to a selection in time.</summary>
public sealed class ActorNotFoundException : AkkaException
{
    public ActorNotFoundException() { }

    public ActorNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}

/// <summary>No answer came before the question's time ran out.</summary>
public sealed class AskTimeoutException : AkkaException
{
    public AskTimeoutException(string message)
        : base(message) { }
}

/// <summary>A watched actor ended and its watcher did not handle <see cref="Terminated"/>.</summary>
public sealed class DeathPactException : AkkaException
{
    public DeathPactException(IActorRef deadActor)
        : base($"Monitored actor [{deadActor}] terminated")
    {
        DeadActor = deadActor;
    }

    public IActorRef DeadActor { get; }
}

/// <summary>A message that may not be sent: null.</summary>
public sealed class InvalidMessageException : AkkaException
{
    public InvalidMessageException()
        : base("Message is null") { }

    public InvalidMessageException(string message)
        : base(message) { }
}

/// <summary>The scheduler cannot do what it was asked to.</summary>
public sealed class SchedulerException : AkkaException
{
    public SchedulerException(string message)
        : base(message) { }
}

/// <summary>A logger named in the configuration could not be started.</summary>
public sealed class LoggerInitializationException : AkkaException
{
    public LoggerInitializationException() { }

    public LoggerInitializationException(string message)
        : base(message) { }

    public LoggerInitializationException(string message, Exception? cause = null)
        : base(message, cause) { }
}

/// <summary>There is no room left in the stash.</summary>
public class StashOverflowException : AkkaException
{
    public StashOverflowException(string message, Exception? cause = null)
        : base(message, cause) { }
}
