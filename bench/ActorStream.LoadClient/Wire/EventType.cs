namespace ActorStream.LoadClient.Wire;

/// <summary>The names of the protocol's events.</summary>
internal enum EventType
{
    Unknown,
    TurnStarted,
    Chunk,
    TurnCompleted,
    TurnAborted,
    TurnFailed,
    TurnInterrupted,
    Reset,
}

internal static class EventTypes
{
    /// <summary>The event that a wire name stands for.</summary>
    public static EventType Parse(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("chunk"u8) ? EventType.Chunk
        : name.SequenceEqual("turn-started"u8) ? EventType.TurnStarted
        : name.SequenceEqual("turn-completed"u8) ? EventType.TurnCompleted
        : name.SequenceEqual("turn-aborted"u8) ? EventType.TurnAborted
        : name.SequenceEqual("turn-failed"u8) ? EventType.TurnFailed
        : name.SequenceEqual("turn-interrupted"u8) ? EventType.TurnInterrupted
        : name.SequenceEqual("reset"u8) ? EventType.Reset
        : EventType.Unknown;

    /// <summary>Whether the event ends its turn.</summary>
    public static bool IsTerminal(this EventType type) =>
        type
            is EventType.TurnCompleted
                or EventType.TurnAborted
                or EventType.TurnFailed
                or EventType.TurnInterrupted;
}
