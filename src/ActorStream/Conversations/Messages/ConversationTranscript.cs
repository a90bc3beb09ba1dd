using ActorStream.Conversations.Events;

namespace ActorStream.Conversations.Messages;

/// <summary>A conversation as people read it; everything in it is durable.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Title">The given title, or the beginning of the first prompt, or null.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="UpdatedAt">When its last event was decided.</param>
/// <param name="Cursor">The last event that is in here.</param>
/// <param name="OpenTurnId">The turn that is being answered, or null.</param>
/// <param name="Turns">Oldest first.</param>
/// <param name="Tenant">Whose it is: a label, or null.</param>
public sealed record ConversationTranscript(
    ConversationId ConversationId,
    string? Title,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    Cursor Cursor,
    TurnId? OpenTurnId,
    IReadOnlyList<TranscriptTurnView> Turns,
    string? Tenant = null
);

/// <summary>One turn.</summary>
public sealed record TranscriptTurnView(
    TurnId TurnId,
    TurnStatus Status,
    string Prompt,
    string Provider,
    string? Model,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<TranscriptPartView> Parts,
    string? Reason,
    string? FinishReason,
    TurnFailure? Error,
    Cursor Cursor
);

/// <summary>Adjacent chunks of one kind, joined.</summary>
public readonly record struct TranscriptPartView(ChunkKind Kind, string Text);
