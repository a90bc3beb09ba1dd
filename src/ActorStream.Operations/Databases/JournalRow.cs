using System.Diagnostics.CodeAnalysis;
using ActorStream.Conversations.Events;
using ActorStream.Journal;

namespace ActorStream.Operations.Databases;

/// <summary>One row of the table <c>journal</c>.</summary>
/// <param name="Ordering">Its place among all rows of the database.</param>
/// <param name="PersistenceId">Whose event it is.</param>
/// <param name="SequenceNr">Its place among that one's events.</param>
/// <param name="CreatedTicks">When it was written, in UTC ticks.</param>
/// <param name="IsDeleted">Whether it only stays to keep the sequence number.</param>
/// <param name="Manifest">What the payload is; empty where the column is null.</param>
/// <param name="Payload">The bytes of <c>message</c>: UTF-8 JSON, unless they are damaged.</param>
/// <param name="SerializerId">The serializer's identifier.</param>
/// <param name="WriterUuid">Which incarnation of the actor wrote it.</param>
public sealed record JournalRow(
    long Ordering,
    string PersistenceId,
    long SequenceNr,
    long CreatedTicks,
    bool IsDeleted,
    string Manifest,
    byte[] Payload,
    int? SerializerId = null,
    string? WriterUuid = null
)
{
    /// <summary>Its rows of the table <c>tags</c>, where they were asked for.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// When it was written. Ticks that are no date (a damaged row) become the nearest that is one.
    /// </summary>
    public DateTimeOffset Created => Ticks.ToTime(CreatedTicks);

    /// <summary>Reads the event, or says why it cannot be read.</summary>
    public bool TryDecode(
        [NotNullWhen(true)] out ConversationEvent? conversationEvent,
        [NotNullWhen(false)] out string? problem
    )
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
