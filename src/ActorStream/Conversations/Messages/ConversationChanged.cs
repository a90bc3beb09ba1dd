namespace ActorStream.Conversations.Messages;

/// <summary>
/// How a conversation stands in a list. Published on the event stream when it changed durably; of two
/// the one with the higher number is newer.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="SequenceNr">The last event that this knows of.</param>
/// <param name="Title">Its title, or null.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="UpdatedAt">When it changed.</param>
/// <param name="IsRunning">Whether a turn is open.</param>
/// <param name="Turns">Turns so far.</param>
/// <param name="IsDeleted">Whether it was erased.</param>
/// <param name="Tenant">Whose it is: a label, or null.</param>
public sealed record ConversationChanged(
    ConversationId ConversationId,
    long SequenceNr,
    string? Title,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    bool IsRunning,
    int Turns,
    bool IsDeleted,
    string? Tenant = null
);

/// <summary>
/// The rows of a conversation were changed under their numbers. Published on the event stream while nobody
/// can use it: whoever remembers something of it lets go of that.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Entry">How it stands in a list now; null if no event of it can be read, or it is erased.</param>
public sealed record ConversationRewritten(
    ConversationId ConversationId,
    ConversationChanged? Entry
);
