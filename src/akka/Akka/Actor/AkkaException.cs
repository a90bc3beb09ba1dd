namespace Akka.Actor;

/// <summary>The base of all exceptions that the actor system defines.</summary>
public abstract class AkkaException : Exception
{
    /// <summary>An exception without a message.</summary>
    protected AkkaException() { }

    /// <summary>An exception with a message and its cause.</summary>
    protected AkkaException(string message, Exception? cause = null)
        : base(message, cause) { }

    /// <summary>What led to this exception.</summary>
    protected Exception? Cause => InnerException;
}
