using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorStream.Conversations.Events;

namespace ActorStream.Journal;

/// <summary>
/// Events as the journal holds them: a manifest that names shape and version, and UTF-8 JSON that a
/// person can read with <c>sqlite3</c>. A released manifest is read for ever, and becomes today's event;
/// the newest is written. Since version 2 a damaged payload is refused by its checksum before anything of it
/// is read. Safe for any thread.
/// </summary>
public static class ConversationEventCodec
{
    /// <summary>The manifest of the shape in which this event is written.</summary>
    /// <exception cref="ArgumentException">It is no event of a conversation.</exception>
    public static string ManifestOf(object @event) =>
        @event switch
        {
            ChunkAppended => Manifests.Chunk,
            TurnStarted => Manifests.TurnStarted,
            TurnCompleted => Manifests.TurnCompleted,
            TurnAborted => Manifests.TurnAborted,
            TurnFailed => Manifests.TurnFailed,
            TurnInterrupted => Manifests.TurnInterrupted,
            ConversationStarted => Manifests.ConversationStarted,
            ConversationDeleted => Manifests.ConversationDeleted,
            _ => throw new ArgumentException(
                $"{@event.GetType()} is no event of a conversation.",
                nameof(@event)
            ),
        };

    /// <summary>The event's bytes.</summary>
    public static byte[] Encode(ConversationEvent @event)
    {
        var json = StoredJsonWriter.Begin();
        StoredShapes.Write(json, @event);
        return json.Seal(ManifestOf(@event));
    }

    /// <summary>Reads an event of any released shape.</summary>
    /// <exception cref="JournalFormatException">The manifest is unknown, or the payload is damaged.</exception>
    public static ConversationEvent Decode(string manifest, ReadOnlySpan<byte> payload) =>
        manifest switch
        {
            Manifests.Chunk => ReadChunk(payload),
            Manifests.ChunkV1 => Read(manifest, payload, Json.ChunkAppended),
            Manifests.TurnStarted or Manifests.TurnStartedV1 => Read(
                manifest,
                payload,
                Json.TurnStarted
            ),
            Manifests.TurnCompleted or Manifests.TurnCompletedV1 => Read(
                manifest,
                payload,
                Json.TurnCompleted
            ),
            Manifests.TurnAborted or Manifests.TurnAbortedV1 => Read(
                manifest,
                payload,
                Json.TurnAborted
            ),
            Manifests.TurnFailed or Manifests.TurnFailedV1 => Read(
                manifest,
                payload,
                Json.TurnFailed
            ),
            Manifests.TurnInterrupted or Manifests.TurnInterruptedV1 => Read(
                manifest,
                payload,
                Json.TurnInterrupted
            ),
            Manifests.ConversationStarted or Manifests.ConversationStartedV1 => Read(
                manifest,
                payload,
                Json.ConversationStarted
            ),
            Manifests.ConversationDeleted or Manifests.ConversationDeletedV1 => Read(
                manifest,
                payload,
                Json.ConversationDeleted
            ),
            _ => throw new JournalFormatException(
                PayloadDamage.Manifest,
                "The manifest is not a known one."
            ),
        };

    /// <summary>A snapshot's bytes.</summary>
    internal static byte[] Encode(ConversationSnapshot snapshot)
    {
        var json = StoredJsonWriter.Begin();
        StoredShapes.Write(json, snapshot);
        return json.Seal(Manifests.Snapshot);
    }

    /// <summary>Reads a snapshot of any released shape.</summary>
    /// <exception cref="JournalFormatException">The manifest is unknown, or the payload is damaged.</exception>
    internal static ConversationSnapshot DecodeSnapshot(
        string manifest,
        ReadOnlySpan<byte> payload
    ) =>
        manifest is Manifests.Snapshot or Manifests.SnapshotV1
            ? Read(manifest, payload, Json.ConversationSnapshot)
            : throw new JournalFormatException(
                PayloadDamage.Manifest,
                "The manifest is not that of a snapshot."
            );

    private static ChunkAppended ReadChunk(ReadOnlySpan<byte> payload)
    {
        // Of a payload that is as it was written, nothing can fail to be read.
        var asWritten = Checksum.IsRight(Manifests.Chunk, payload)
            ? StoredChunkReader.TryRead(payload)
            : null;
        return asWritten ?? Read(Manifests.Chunk, payload, Json.ChunkAppended);
    }

    /// <summary>Reasons never quote the payload: they go into logs.</summary>
    private static T Read<T>(string manifest, ReadOnlySpan<byte> payload, JsonTypeInfo<T> shape)
        where T : class
    {
        if (IsChecked(manifest))
        {
            if (!Checksum.IsRight(manifest, payload))
            {
                throw new JournalFormatException(
                    PayloadDamage.Checksum,
                    $"The checksum of {payload.Length} bytes is wrong or missing."
                );
            }
        }
        else if (Checksum.IsPresent(payload))
        {
            // A version 2 whose manifest was damaged would go unchecked otherwise.
            throw new JournalFormatException(
                PayloadDamage.Manifest,
                "The manifest is of version 1, the payload is not."
            );
        }

        try
        {
            return JsonSerializer.Deserialize(payload, shape)
                ?? throw new JournalFormatException(PayloadDamage.Content, "The payload is null.");
        }
        catch (JsonException damage)
        {
            throw new JournalFormatException(
                PayloadDamage.Content,
                $"The JSON cannot be read at byte {damage.BytePositionInLine ?? 0}.",
                damage
            );
        }
        catch (FormatException damage)
        {
            throw new JournalFormatException(
                PayloadDamage.Content,
                "A member holds what it cannot hold.",
                damage
            );
        }
    }

    private static bool IsChecked(string manifest) =>
        !manifest.EndsWith(".v1", StringComparison.Ordinal);

    private static EventJson Json => EventJson.Compact;
}
