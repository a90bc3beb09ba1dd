using ActorStream.Conversations.Events;

namespace ActorStream.Views;

/// <summary>The names of events on every wire.</summary>
public static class EventNames
{
    /// <summary>The viewer's cursor does not exist here.</summary>
    public const string Reset = "reset";

    /// <summary>The event's name.</summary>
    public static string Of(ConversationEvent @event) =>
        @event switch
        {
            ChunkAppended => "chunk",
            TurnStarted => "turn-started",
            TurnCompleted => "turn-completed",
            TurnAborted => "turn-aborted",
            TurnFailed => "turn-failed",
            TurnInterrupted => "turn-interrupted",
            ConversationStarted => "conversation-started",
            ConversationDeleted => "conversation-deleted",
            _ => throw new ArgumentOutOfRangeException(nameof(@event), @event, "No such event."),
        };
}
