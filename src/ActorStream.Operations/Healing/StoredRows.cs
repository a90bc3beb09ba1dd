using ActorStream.Conversations.Events;
using ActorStream.Journal;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Healing;

/// <summary>Events as rows, the way the server stores them.</summary>
internal static class StoredRows
{
    /// <summary>A row for an event.</summary>
    public static JournalRow Of(
        string persistenceId,
        long sequenceNr,
        ConversationEvent @event,
        long createdTicks,
        string? writer
    ) =>
        new(
            Ordering: 0,
            persistenceId,
            sequenceNr,
            createdTicks,
            IsDeleted: false,
            ConversationEventCodec.ManifestOf(@event),
            ConversationEventCodec.Encode(@event),
            ConversationEventSerializer.StableIdentifier,
            writer
        )
        {
            Tags = CheckedRow.TagsOf(@event),
        };

    /// <summary>
    /// The manifest that a payload was written under, where only the manifest is damaged: the checksum tells.
    /// </summary>
    public static string? ManifestOf(JournalRow row)
    {
        foreach (var manifest in Manifests.Checked)
        {
            if (Checksum.IsRight(manifest, row.Payload))
                return manifest;
        }

        return null;
    }
}
