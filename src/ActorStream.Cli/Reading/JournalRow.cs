using ActorStream.Conversations.Events;
using ActorStream.Journal;

namespace ActorStream.Cli.Reading;

/// <summary>One row of the table <c>journal</c>.</summary>
/// <param name="Ordering">Its place among all rows of the database.</param>
/// <param name="PersistenceId">Whose event it is.</param>
/// <param name="SequenceNr">Its place among that one's events.</param>
/// <param name="CreatedTicks">When it was written, in UTC ticks.</param>
/// <param name="IsDeleted">Whether it only stays to keep the sequence number.</param>
/// <param name="Manifest">What the payload is.</param>
/// <param name="Payload">UTF-8 JSON.</param>
public sealed record JournalRow(
    long Ordering,
    string PersistenceId,
    long SequenceNr,
    long CreatedTicks,
    bool IsDeleted,
    string Manifest,
    byte[] Payload
)
{
    /// <summary>When it was written.</summary>
    public DateTimeOffset Created => new(CreatedTicks, TimeSpan.Zero);

    /// <summary>Reads the event, or says why it cannot be read.</summary>
    public bool TryDecode(out ConversationEvent? conversationEvent, out string? problem)
    {
        try
        {
            (conversationEvent, problem) = (ConversationEventCodec.Decode(Manifest, Payload), null);
            return true;
        }
        catch (JournalFormatException damage)
        {
            (conversationEvent, problem) = (null, damage.Message);
            return false;
        }
    }
}
