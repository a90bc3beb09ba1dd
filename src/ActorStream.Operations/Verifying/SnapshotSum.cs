using System.Security.Cryptography;
using ActorStream.Conversations;
using ActorStream.Journal;
using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Verifying;

/// <summary>What is kept of a snapshot to compare it with the events: a hash, not its text.</summary>
/// <param name="SequenceNr">The last event that is in it.</param>
/// <param name="Hash">Of its content as it is written today; null if it cannot be read.</param>
/// <param name="Reason">Why it cannot be read.</param>
internal sealed record SnapshotSum(long SequenceNr, byte[]? Hash, string? Reason)
{
    public bool IsReadable => Hash is not null;

    public static SnapshotSum Of(SnapshotRow row)
    {
        if (row.SerializerId != ConversationEventSerializer.StableIdentifier)
            return new(row.SequenceNr, null, "The identifier is that of another serializer.");
        try
        {
            var snapshot = ConversationEventCodec.DecodeSnapshot(row.Manifest, row.Payload);
            // Restored too: it can be whole and yet make no sense.
            _ = Snapshots.Restore(snapshot, new Transcript());
            return snapshot.SequenceNr == row.SequenceNr
                ? new(row.SequenceNr, HashOf(snapshot), null)
                : new(row.SequenceNr, null, "Its number is another one inside.");
        }
        catch (JournalFormatException damage)
        {
            return new(row.SequenceNr, null, damage.Message);
        }
    }

    /// <summary>Whether the events so far say the same.</summary>
    public bool IsOf(Transcript transcript) =>
        transcript.Started is not null
        && HashOf(Snapshots.Take(transcript)).AsSpan().SequenceEqual(Hash);

    /// <summary>Of which incarnation a snapshot speaks; null if it cannot be read.</summary>
    public static string? IncarnationOf(SnapshotRow row) =>
        Of(row).IsReadable
            ? ConversationEventCodec.DecodeSnapshot(row.Manifest, row.Payload).Started.Incarnation
            : null;

    private static byte[] HashOf(ConversationSnapshot snapshot) =>
        SHA256.HashData(ConversationEventCodec.Encode(snapshot));
}
