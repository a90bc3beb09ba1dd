namespace Akka.Persistence;

/// <summary>Where a persistent actor stands.</summary>
internal enum Phase : byte
{
    /// <summary>Waits for its turn to recover.</summary>
    AwaitingPermit,

    /// <summary>Waits for its snapshot.</summary>
    LoadingSnapshot,

    /// <summary>Receives its events.</summary>
    Replaying,

    /// <summary>Takes commands.</summary>
    Processing,

    /// <summary>Waits for events to be durable, and stashes commands.</summary>
    Persisting,

    /// <summary>Has been stopped, and does nothing any more.</summary>
    Stopped,
}
