namespace Akka.Actor;

/// <summary>The root of everything that the actor runtime throws of its own accord.</summary>
public abstract class AkkaException : Exception
{
    protected AkkaException() { }

    protected AkkaException(string? message, Exception? cause = null)
        : base(message, cause) { }

    protected Exception? Cause => InnerException;
}
