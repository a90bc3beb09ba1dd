using ActorStream.Conversations.Events;
using ActorStream.Journal;
using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Verifying;

/// <summary>A row with what can be said of it without its neighbours.</summary>
/// <param name="Row">The row.</param>
/// <param name="Event">Its event, or null if the payload cannot be read.</param>
/// <param name="Damage">What is wrong with manifest or payload, where <paramref name="Event"/> is null.</param>
/// <param name="Reason">The same as a sentence.</param>
internal readonly record struct CheckedRow(
    JournalRow Row,
    ConversationEvent? Event,
    FindingKind Damage,
    string? Reason
)
{
    /// <summary>Reads the row. Safe for any thread.</summary>
    public static CheckedRow Of(JournalRow row)
    {
        try
        {
            return new(
                row,
                ConversationEventCodec.Decode(row.Manifest, row.Payload),
                default,
                null
            );
        }
        catch (JournalFormatException damage)
        {
            return new(row, null, KindOf(damage.Damage), damage.Message);
        }
    }

    /// <summary>Whether the row names the serializer of events.</summary>
    public bool HasIdentifier => Row.SerializerId == ConversationEventSerializer.StableIdentifier;

    /// <summary>Whether its tags are those that the event has.</summary>
    public bool HasTags =>
        Event is null || Row.Tags.SequenceEqual(TagsOf(Event), StringComparer.Ordinal);

    /// <summary>The tags with which an event is stored.</summary>
    public static IReadOnlyList<string> TagsOf(ConversationEvent @event) =>
        @event is ChunkAppended ? [] : [ConversationTagger.Tag];

    private static FindingKind KindOf(PayloadDamage damage) =>
        damage switch
        {
            PayloadDamage.Manifest => FindingKind.Manifest,
            PayloadDamage.Content => FindingKind.Content,
            _ => FindingKind.Checksum,
        };
}
