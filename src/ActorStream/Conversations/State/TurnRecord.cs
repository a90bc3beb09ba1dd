namespace ActorStream.Conversations;

/// <summary>How a turn stands.</summary>
public enum TurnStatus
{
    /// <summary>The answer is being written.</summary>
    Running,

    /// <summary>The provider finished.</summary>
    Completed,

    /// <summary>Somebody stopped it.</summary>
    Aborted,

    /// <summary>The provider or a time-out ended it.</summary>
    Failed,

    /// <summary>The process went down in the middle.</summary>
    Interrupted,
}

/// <summary>What decisions need to know about a turn.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="Status">How it stands.</param>
/// <param name="StartedSequenceNr">The number of its start.</param>
/// <param name="EndedSequenceNr">The number of its end, 0 while it runs.</param>
/// <param name="BodyHash">The hash of the request, if it may be repeated; else null.</param>
public sealed record TurnRecord(
    TurnId TurnId,
    TurnStatus Status,
    long StartedSequenceNr,
    long EndedSequenceNr,
    string? BodyHash
);
