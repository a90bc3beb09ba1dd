namespace Akka.Actor;

/// <summary>An actor could not be created, started or restarted. By default its supervisor stops it.</summary>
public class ActorInitializationException : AkkaException
{
    public ActorInitializationException() { }

    public ActorInitializationException(string message)
        : base(message) { }

    public ActorInitializationException(string message, Exception cause)
        : base(message, cause) { }

    public ActorInitializationException(IActorRef? actor, string message, Exception? cause = null)
        : base(message, cause)
    {
        Actor = actor;
    }

    /// <summary>The actor that failed, when it is known.</summary>
    public IActorRef? Actor { get; set; }

    public override string ToString() =>
        Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}

/// <summary><c>PreRestart</c> threw.</summary>
public class PreRestartException : ActorInitializationException
{
    public PreRestartException(
        IActorRef? actor,
        Exception restartException,
        Exception cause,
        object? optionalMessage
    )
        : base(
            actor,
            $"PreRestart failed with {restartException.GetType().Name} while it handled {cause?.GetType().Name}"
                + $", message [{optionalMessage}]",
            cause
        )
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage;
    }

    public Exception RestartException { get; }

    public object? OptionalMessage { get; }
}

/// <summary>The new instance's constructor or <c>PostRestart</c> threw.</summary>
public class PostRestartException : ActorInitializationException
{
    public PostRestartException(IActorRef? actor, Exception cause, Exception originalCause)
        : base(actor, $"Exception post restart ({originalCause?.GetType().Name ?? "null"})", cause)
    {
        OriginalCause = originalCause!;
    }

    /// <summary>Why the actor was restarted in the first place.</summary>
    public Exception OriginalCause { get; }
}
