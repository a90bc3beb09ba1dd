namespace ActorStream.Cli.Reading;

/// <summary>A conversation as it stands in a list.</summary>
/// <param name="Id">The conversation's id, without the prefix that it has in the journal.</param>
/// <param name="Title">Its title, or the beginning of its first prompt, or null.</param>
/// <param name="Turns">How many turns it has.</param>
/// <param name="Events">How many events are stored.</param>
/// <param name="State">How it stands.</param>
/// <param name="CreatedAt">When its first row was written.</param>
/// <param name="UpdatedAt">When its last row was written.</param>
public sealed record ConversationSummary(
    string Id,
    string? Title,
    long Turns,
    long Events,
    ConversationStanding State,
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
