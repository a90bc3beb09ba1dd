using Akka.Actor;

namespace ActorStream.Conversations.Messages;

/// <summary>
/// A question that must not change what it asks about: it starts no actor and keeps none awake. If the
/// conversation is not in memory, the region answers <see cref="ConversationAsleep"/>.
/// </summary>
public interface IInspection : IConversationMessage, INotInfluenceReceiveTimeout;

/// <summary>Asks how a conversation's actor is. Answered with <see cref="LiveState"/>.</summary>
public sealed record GetLiveState(ConversationId ConversationId) : IInspection;

/// <summary>Its actor is not in memory, or is on its way out.</summary>
public sealed record ConversationAsleep(ConversationId ConversationId);

/// <summary>A conversation's actor at one moment.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Incarnation">Its incarnation, or null if nothing was ever written.</param>
/// <param name="LastSequenceNr">The last durable event.</param>
/// <param name="OpenTurnId">The turn that is being answered, or null.</param>
/// <param name="Mailbox">Messages behind this question.</param>
/// <param name="PendingWrites">Atomic writes that are on their way to the disk.</param>
/// <param name="TailEvents">Events that are kept in memory for viewers.</param>
/// <param name="WaitingViewers">Viewers that are up to date and wait for the next event.</param>
/// <param name="IsDamaged">Whether it is closed, because rows that it needs cannot be read.</param>
public sealed record LiveState(
    ConversationId ConversationId,
    string? Incarnation,
    long LastSequenceNr,
    TurnId? OpenTurnId,
    int Mailbox,
    int PendingWrites,
    int TailEvents,
    int WaitingViewers,
    bool IsDamaged = false
);

/// <summary>
/// Takes a snapshot now. Answered with <see cref="SnapshotTaken"/> when it is saved, or
/// <see cref="CommandRefused"/>: a snapshot never holds an open turn.
/// </summary>
public sealed record TakeSnapshot(ConversationId ConversationId) : IConversationMessage;

/// <summary>There is a snapshot of everything up to this event.</summary>
public sealed record SnapshotTaken(ConversationId ConversationId, long SequenceNr);

/// <summary>
/// Takes a snapshot anew and removes all older ones; no event goes. Answered with
/// <see cref="ConversationCompacted"/> when both are done, or <see cref="CommandRefused"/>.
/// </summary>
public sealed record CompactConversation(ConversationId ConversationId) : IConversationMessage;

/// <summary>There is one snapshot, of everything up to this event.</summary>
public sealed record ConversationCompacted(ConversationId ConversationId, long SequenceNr);
