namespace ActorStream.Conversations.Events;

/// <summary>Why a turn was aborted.</summary>
public static class AbortReasons
{
    /// <summary>Somebody pressed Stop.</summary>
    public const string User = "user";

    /// <summary>A later prompt took its place.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>The conversation was deleted.</summary>
    public const string Deleted = "deleted";
}
