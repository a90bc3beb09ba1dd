namespace ActorStream.Journal;

/// <summary>
/// Names and versions of what is stored. Add, never change: a manifest that was ever released is read for
/// ever. The newest version of each is the one that is written.
/// </summary>
/// <remarks>
/// Version 2 ends with a checksum (<see cref="Checksum"/>), and holds text as it is where version 1 escaped
/// characters beyond the basic plane.
/// </remarks>
public static class Manifests
{
    /// <summary>The first event of a conversation.</summary>
    public const string ConversationStarted = "conversation-started.v2";

    /// <summary>The one that stays of an erased conversation.</summary>
    public const string ConversationDeleted = "conversation-deleted.v2";

    /// <summary>A prompt was accepted.</summary>
    public const string TurnStarted = "turn-started.v2";

    /// <summary>A piece of an answer.</summary>
    public const string Chunk = "chunk.v2";

    /// <summary>The provider finished.</summary>
    public const string TurnCompleted = "turn-completed.v2";

    /// <summary>Somebody stopped the turn.</summary>
    public const string TurnAborted = "turn-aborted.v2";

    /// <summary>The turn failed.</summary>
    public const string TurnFailed = "turn-failed.v2";

    /// <summary>The process went down in mid-turn, or the turn's end was damaged.</summary>
    public const string TurnInterrupted = "turn-interrupted.v2";

    /// <summary>A conversation between two turns, in the table of snapshots.</summary>
    public const string Snapshot = "conversation.v2";

    internal const string ConversationStartedV1 = "conversation-started.v1";
    internal const string ConversationDeletedV1 = "conversation-deleted.v1";
    internal const string TurnStartedV1 = "turn-started.v1";
    internal const string ChunkV1 = "chunk.v1";
    internal const string TurnCompletedV1 = "turn-completed.v1";
    internal const string TurnAbortedV1 = "turn-aborted.v1";
    internal const string TurnFailedV1 = "turn-failed.v1";
    internal const string TurnInterruptedV1 = "turn-interrupted.v1";
    internal const string SnapshotV1 = "conversation.v1";

    /// <summary>Those of events whose payload has a checksum.</summary>
    internal static IReadOnlyList<string> Checked { get; } =
    [
        Chunk,
        TurnStarted,
        TurnCompleted,
        TurnAborted,
        TurnFailed,
        TurnInterrupted,
        ConversationStarted,
        ConversationDeleted,
    ];

    /// <summary>What a manifest names, without its version: <c>chunk</c> of <c>chunk.v2</c>.</summary>
    public static string KindOf(string manifest)
    {
        var dot = manifest.LastIndexOf(".v", StringComparison.Ordinal);
        return dot < 0 ? manifest : manifest[..dot];
    }
}
