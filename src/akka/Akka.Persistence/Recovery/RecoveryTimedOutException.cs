using Akka.Actor;

namespace Akka.Persistence;

/// <summary>The journal or snapshot store fell silent while an actor recovered.</summary>
public sealed class RecoveryTimedOutException : AkkaException
{
    /// <summary>Creates it.</summary>
    public RecoveryTimedOutException() { }

    /// <summary>Creates it with a message.</summary>
    public RecoveryTimedOutException(string message, Exception? cause = null)
        : base(message, cause) { }
}
