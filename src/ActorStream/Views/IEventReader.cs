using ActorStream.Conversations;

namespace ActorStream.Views;

/// <summary>Reads what the journal holds of one conversation.</summary>
public interface IEventReader
{
    /// <summary>
    /// The events numbered <paramref name="from"/> to <paramref name="to"/>, both inclusive, in order.
    /// Fewer if the journal holds fewer.
    /// </summary>
    Task<IReadOnlyList<JournaledEvent>> ReadAsync(
        ConversationId id,
        string incarnation,
        long from,
        long to
    );
}
