namespace ActorStream.Conversations.Events;

/// <summary>
/// What a conversation's journal holds. Stored events only grow: a new shape gets a new manifest, and
/// every shape that was ever released is read for ever.
/// </summary>
/// <param name="At">When it was decided: UTC, whole microseconds. Never used to order anything.</param>
public abstract record ConversationEvent(DateTimeOffset At);

/// <summary>The first event of every conversation.</summary>
/// <param name="Incarnation">Eight hexadecimal digits, a part of every cursor.</param>
/// <param name="Title">A title, or null for one made of the first prompt.</param>
/// <param name="At">When it began.</param>
/// <param name="Tenant">Whose it is: a label, or null. Since version 2.</param>
public sealed record ConversationStarted(
    string Incarnation,
    string? Title,
    DateTimeOffset At,
    string? Tenant = null
) : ConversationEvent(At);

/// <summary>
/// The last event of an erased conversation. It carries nothing, because it is the one that stays.
/// </summary>
public sealed record ConversationDeleted(DateTimeOffset At) : ConversationEvent(At);

/// <summary>An event that belongs to a turn.</summary>
public abstract record TurnEvent(TurnId TurnId, DateTimeOffset At) : ConversationEvent(At);

/// <summary>A prompt was accepted.</summary>
/// <param name="TurnId">The new turn.</param>
/// <param name="Prompt">What the user wrote.</param>
/// <param name="Provider">The name of the provider that answers.</param>
/// <param name="Model">The provider's model, or null for its default.</param>
/// <param name="Options">The provider's options as JSON text, or null.</param>
/// <param name="Idempotency">The key under which the client may repeat the request, or null.</param>
/// <param name="At">When it was accepted.</param>
public sealed record TurnStarted(
    TurnId TurnId,
    string Prompt,
    string Provider,
    string? Model,
    string? Options,
    IdempotencyStamp? Idempotency,
    DateTimeOffset At
) : TurnEvent(TurnId, At);

/// <summary>What makes a repeated prompt recognisable.</summary>
/// <param name="Key">The client's <c>Idempotency-Key</c>.</param>
/// <param name="BodyHash">SHA-256 of the request, 64 hexadecimal digits.</param>
public sealed record IdempotencyStamp(string Key, string BodyHash);

/// <summary>A piece of the answer.</summary>
/// <param name="TurnId">The turn it answers.</param>
/// <param name="Kind">What the text is.</param>
/// <param name="Text">As the provider sent it, never empty.</param>
/// <param name="At">When it reached the conversation.</param>
public sealed record ChunkAppended(TurnId TurnId, ChunkKind Kind, string Text, DateTimeOffset At)
    : TurnEvent(TurnId, At);

/// <summary>One of the four ends of a turn. Nothing of the turn follows it.</summary>
public abstract record TurnEnded(TurnId TurnId, DateTimeOffset At) : TurnEvent(TurnId, At);

/// <summary>The provider finished its answer.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="FinishReason">One of <see cref="Turns.FinishReasons"/>.</param>
/// <param name="Usage">Tokens, where the provider counts them.</param>
/// <param name="At">When the end was seen.</param>
public sealed record TurnCompleted(
    TurnId TurnId,
    string FinishReason,
    TokenUsage? Usage,
    DateTimeOffset At
) : TurnEnded(TurnId, At);

/// <summary>Tokens that a provider billed for one turn.</summary>
public sealed record TokenUsage(long InputTokens, long OutputTokens);

/// <summary>Somebody ended the turn on purpose.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="Reason">One of <see cref="AbortReasons"/>.</param>
/// <param name="At">When.</param>
public sealed record TurnAborted(TurnId TurnId, string Reason, DateTimeOffset At)
    : TurnEnded(TurnId, At);

/// <summary>The provider, or a time-out, ended the turn.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="Failure">What went wrong, fit to be shown to the user.</param>
/// <param name="At">When.</param>
public sealed record TurnFailed(TurnId TurnId, TurnFailure Failure, DateTimeOffset At)
    : TurnEnded(TurnId, At);

/// <summary>
/// The turn's own end was never written, or is lost: the process went down in mid-turn, which the next
/// recovery marks, or the journal was damaged and repaired.
/// </summary>
/// <param name="TurnId">The turn.</param>
/// <param name="Reason">One of <see cref="InterruptionReasons"/>.</param>
/// <param name="At">When it was noticed.</param>
public sealed record TurnInterrupted(TurnId TurnId, string Reason, DateTimeOffset At)
    : TurnEnded(TurnId, At);
