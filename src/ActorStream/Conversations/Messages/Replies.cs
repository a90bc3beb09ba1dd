using ActorStream.Conversations.Events;
using ActorStream.Views;

namespace ActorStream.Conversations.Messages;

/// <summary>The conversation's start is durable.</summary>
public sealed record ConversationCreated(ConversationId ConversationId, Cursor Cursor);

/// <summary>The prompt is durable.</summary>
/// <param name="TurnId">The turn that answers it.</param>
/// <param name="Cursor">The cursor of its <see cref="TurnStarted"/>.</param>
/// <param name="Replayed">Whether this is the answer to a repeated request.</param>
public sealed record PromptAccepted(TurnId TurnId, Cursor Cursor, bool Replayed);

/// <summary>The abort marker is durable.</summary>
public sealed record TurnStopped(TurnId TurnId, Cursor Cursor);

/// <summary>
/// The conversation's events are gone. Also published on the event stream, for those who keep copies.
/// </summary>
public sealed record ConversationErased(ConversationId ConversationId);

/// <summary>An imported conversation is durable.</summary>
public sealed record ConversationImported(ConversationId ConversationId, int Events);

/// <summary>The actor has recovered, and has marked what was left open.</summary>
public sealed record ConversationAwake(ConversationId ConversationId);

/// <summary>A command or question that could not be served. Nothing was changed.</summary>
/// <param name="Reason">Why.</param>
/// <param name="TurnId">The turn that stands in the way, where there is one.</param>
/// <param name="Status">That turn's status, for <see cref="RefusalReason.TurnEnded"/>.</param>
/// <param name="Cursor">That turn's last event, for <see cref="RefusalReason.TurnEnded"/>.</param>
public sealed record CommandRefused(
    RefusalReason Reason,
    TurnId? TurnId = null,
    TurnStatus? Status = null,
    Cursor? Cursor = null
);

/// <summary>Why a command was refused.</summary>
public enum RefusalReason
{
    /// <summary>There is no such conversation.</summary>
    ConversationNotFound,

    /// <summary>There is no such turn.</summary>
    TurnNotFound,

    /// <summary>A prompt while a turn is open.</summary>
    TurnRunning,

    /// <summary>Nothing to stop.</summary>
    NoOpenTurn,

    /// <summary>The turn ended in another way.</summary>
    TurnEnded,

    /// <summary>The idempotency key came with another body before.</summary>
    IdempotencyKeyReused,

    /// <summary>The prompt names no provider that is configured.</summary>
    UnknownProvider,

    /// <summary>The journal did not take the write, or its outcome is unknown.</summary>
    JournalUnavailable,

    /// <summary>What the journal holds of this conversation is damaged; an operator has to repair it.</summary>
    JournalDamaged,

    /// <summary>An import of a conversation that is here, or was.</summary>
    ConversationExists,

    /// <summary>Its rows are being changed by an operator; nothing was done.</summary>
    ConversationHeld,

    /// <summary>As many turns are answered as may be; nothing was done.</summary>
    Overloaded,
}

/// <summary>The answer to <see cref="PullEvents"/>.</summary>
public abstract record ViewAnswer
{
    private ViewAnswer() { }

    /// <summary>Events after the cursor, in order, at least one. Shared by all who asked the same.</summary>
    public sealed record Events(IReadOnlyList<JournaledEvent> Items) : ViewAnswer;

    /// <summary>
    /// The viewer is further back than the actor remembers: read the journal after
    /// <paramref name="SequenceNr"/> up to <paramref name="UpTo"/>, then ask again.
    /// </summary>
    public sealed record Behind(string Incarnation, long SequenceNr, long UpTo) : ViewAnswer;

    /// <summary>The cursor does not exist here; the viewer begins again from the start.</summary>
    public sealed record Reset(string Incarnation) : ViewAnswer;

    /// <summary>Nothing new; ask again.</summary>
    public sealed record Nothing(Cursor At) : ViewAnswer;

    /// <summary>There is no such conversation (any more).</summary>
    public sealed record Gone : ViewAnswer;
}
