using ActorStream.Conversations.Events;
using ActorStream.Journal;

namespace ActorStream.Conversations.Messages;

/// <summary>A message that the region brings to one conversation.</summary>
public interface IConversationMessage
{
    /// <summary>Whose message it is.</summary>
    ConversationId ConversationId { get; }
}

/// <summary>Begins a conversation. Answered with <see cref="ConversationCreated"/>.</summary>
/// <param name="ConversationId">A fresh id.</param>
/// <param name="Incarnation">Eight random hexadecimal digits.</param>
/// <param name="Title">A title, or null for one made of the first prompt.</param>
/// <param name="Tenant">Whose it is: a label, or null.</param>
public sealed record StartConversation(
    ConversationId ConversationId,
    string Incarnation,
    string? Title,
    string? Tenant = null
) : IConversationMessage;

/// <summary>
/// Asks for an answer. Answered with <see cref="PromptAccepted"/>, when the prompt is durable, or
/// <see cref="CommandRefused"/>.
/// </summary>
public sealed record SubmitPrompt(
    ConversationId ConversationId,
    string Prompt,
    string Provider,
    string? Model,
    string? Options,
    IdempotencyStamp? Idempotency,
    WhileRunning WhileRunning
) : IConversationMessage;

/// <summary>What a prompt does when a turn is open.</summary>
public enum WhileRunning
{
    /// <summary>It is refused.</summary>
    Reject,

    /// <summary>It ends the open turn and takes its place.</summary>
    Interrupt,
}

/// <summary>
/// Ends a turn on purpose. Answered with <see cref="TurnStopped"/>, when the marker is durable, or
/// <see cref="CommandRefused"/>.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="TurnId">The turn, or null for the one that is open.</param>
/// <param name="PromptKey">
/// Instead of <paramref name="TurnId"/>: the idempotency key of the prompt that began the turn. If that prompt
/// has not come yet, the stop waits for it, and the prompt is accepted as one that was stopped.
/// </param>
public sealed record StopTurn(
    ConversationId ConversationId,
    TurnId? TurnId,
    string? PromptKey = null
) : IConversationMessage;

/// <summary>
/// Erases the conversation. Answered with <see cref="ConversationErased"/> when its events are gone.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="OnlyAfter">
/// If set: only while this is its last event, and no turn is open; otherwise it is refused with
/// <see cref="RefusalReason.TurnRunning"/>.
/// </param>
public sealed record DeleteConversation(ConversationId ConversationId, long? OnlyAfter = null)
    : IConversationMessage;

/// <summary>Asks for the whole conversation. Answered with <see cref="ConversationTranscript"/>.</summary>
public sealed record GetTranscript(ConversationId ConversationId) : IConversationMessage;

/// <summary>
/// Starts the conversation's actor, which marks a turn that a crash left open before it does anything
/// else. Answered with <see cref="ConversationAwake"/>.
/// </summary>
public sealed record WakeConversation(ConversationId ConversationId) : IConversationMessage;

/// <summary>
/// A viewer's question: what comes after this cursor? Answered with one of the
/// <see cref="ViewAnswer"/>s, at once or, if <paramref name="MayWait"/>, when there is something.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="After">The last event that the viewer has, or null for none.</param>
/// <param name="MayWait">Whether an answer may be kept back until there is something to say.</param>
public sealed record PullEvents(ConversationId ConversationId, Cursor? After, bool MayWait)
    : IConversationMessage;

/// <summary>
/// Stores a conversation as another journal had it, all of it or nothing. Answered with
/// <see cref="ConversationImported"/> when it is durable, or <see cref="CommandRefused"/>.
/// </summary>
/// <param name="ConversationId">The conversation, which must never have been here.</param>
/// <param name="Events">Its events in order, checked by the sender; at least one.</param>
public sealed record ImportConversation(
    ConversationId ConversationId,
    IReadOnlyList<ImportedEvent> Events
) : IConversationMessage;
