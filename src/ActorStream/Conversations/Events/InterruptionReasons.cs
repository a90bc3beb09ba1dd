namespace ActorStream.Conversations.Events;

/// <summary>Why a turn has no end of its own.</summary>
public static class InterruptionReasons
{
    /// <summary>The process went down in mid-turn.</summary>
    public const string Restart = "restart";

    /// <summary>The event that ended it was damaged in the journal; a repair put this in its place.</summary>
    public const string Damaged = "damaged";
}
