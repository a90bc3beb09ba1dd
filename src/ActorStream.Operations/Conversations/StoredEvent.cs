using ActorStream.Conversations.Events;
using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Conversations;

/// <summary>A row with what could be read of it: the event, or what is wrong.</summary>
/// <param name="Row">The row.</param>
/// <param name="Event">The event, or null.</param>
/// <param name="Problem">Why there is none.</param>
public sealed record StoredEvent(JournalRow Row, ConversationEvent? Event, string? Problem)
{
    /// <summary>Reads a row.</summary>
    public static StoredEvent Of(JournalRow row) =>
        row.TryDecode(out var conversationEvent, out var problem)
            ? new StoredEvent(row, conversationEvent, null)
            : new StoredEvent(row, null, problem);
}
