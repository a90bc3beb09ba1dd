using ActorStream.Conversations.Events;

namespace ActorStream.Operations.Verifying;

/// <summary>
/// Where a conversation stands between its events, as one number: 0 before its start, then 1 without a turn,
/// 2 in the first turn, 3 after it, 4 in the second, and so on. Every event but a chunk moves it on by one.
/// </summary>
internal readonly record struct TurnOrder(int Step)
{
    public static TurnOrder Begin => new(0);

    public bool HasStarted => Step > 0;

    /// <summary>Whether a turn is open.</summary>
    public bool IsOpen => Step > 0 && Step % 2 == 0;

    /// <summary>The open turn, or the last one.</summary>
    public int Turn => Step / 2;

    public TurnOrder Next => new(Step + 1);

    /// <summary>In this turn, while it is open.</summary>
    public static TurnOrder In(int turn) => new(2 * turn);

    /// <summary>Where the conversation must stand for this event to follow.</summary>
    public static TurnOrder? Before(ConversationEvent @event) =>
        @event switch
        {
            ConversationStarted => Begin,
            TurnStarted started => new(2 * started.TurnId.Number - 1),
            TurnEvent inTurn => In(inTurn.TurnId.Number),
            _ => null,
        };

    /// <summary>Whether this event can follow.</summary>
    public bool Allows(ConversationEvent @event) =>
        @event is ConversationDeleted ? HasStarted && !IsOpen : Before(@event) == this;

    /// <summary>Where the conversation stands after an event that can follow.</summary>
    public TurnOrder After(ConversationEvent @event) =>
        @event is ChunkAppended or ConversationDeleted ? this : Next;
}
