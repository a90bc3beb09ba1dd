namespace ActorStream.Journal;

/// <summary>Names and versions of what is stored. Add, never change.</summary>
internal static class Manifests
{
    public const string ConversationStarted = "conversation-started.v1";
    public const string ConversationDeleted = "conversation-deleted.v1";
    public const string TurnStarted = "turn-started.v1";
    public const string Chunk = "chunk.v1";
    public const string TurnCompleted = "turn-completed.v1";
    public const string TurnAborted = "turn-aborted.v1";
    public const string TurnFailed = "turn-failed.v1";
    public const string TurnInterrupted = "turn-interrupted.v1";
    public const string Snapshot = "conversation.v1";
}
