using ActorStream.Journal;

namespace ActorStream.Operations.Conversations;

/// <summary>A conversation as it stands in a list.</summary>
/// <param name="Id">The conversation's id, without the prefix that it has in the journal.</param>
/// <param name="Title">Its title, or the beginning of its first prompt, or null.</param>
/// <param name="Tenant">Whose it is, or null.</param>
/// <param name="State">How it stands.</param>
/// <param name="Turns">How many turns it has.</param>
/// <param name="Events">How many events are stored.</param>
/// <param name="PayloadBytes">What their payloads take.</param>
/// <param name="CreatedAt">When its first row was written.</param>
/// <param name="UpdatedAt">When its last row was written.</param>
public sealed record ConversationSummary(
    string Id,
    string? Title,
    string? Tenant,
    ConversationStanding State,
    long Turns,
    long Events,
    long PayloadBytes,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
);

/// <summary>How a conversation stands, as far as its last event tells.</summary>
public enum ConversationStanding
{
    /// <summary>No turn is open.</summary>
    Idle,

    /// <summary>A turn is open: it is being answered, or the next start of the server will mark it.</summary>
    Running,

    /// <summary>It was erased; the last row stays.</summary>
    Deleted,
}

/// <summary>Between <see cref="ConversationStanding"/> and what the outside calls it.</summary>
public static class ConversationStandings
{
    /// <summary>How a conversation stands whose last event has this manifest.</summary>
    public static ConversationStanding After(string manifest) =>
        Manifests.KindOf(manifest) switch
        {
            "turn-started" or "chunk" => ConversationStanding.Running,
            "conversation-deleted" => ConversationStanding.Deleted,
            _ => ConversationStanding.Idle,
        };

    /// <summary><c>idle</c>, <c>running</c> or <c>deleted</c>.</summary>
    public static string ToName(ConversationStanding standing) =>
        standing switch
        {
            ConversationStanding.Running => "running",
            ConversationStanding.Deleted => "deleted",
            _ => "idle",
        };

    /// <summary>What a name means, or null.</summary>
    public static ConversationStanding? FromName(string? name) =>
        name switch
        {
            "idle" => ConversationStanding.Idle,
            "running" => ConversationStanding.Running,
            "deleted" => ConversationStanding.Deleted,
            _ => null,
        };
}
