using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Serialization;

namespace Akka.Persistence.Sql.Storage;

/// <summary>Turns events and snapshots into rows and back, with the system's serializers.</summary>
internal sealed class PayloadSerializer(ExtendedActorSystem system, string? defaultSerializer)
{
    private readonly Akka.Serialization.Serialization _serialization = system.Serialization;

    public StoredEvent ToRow(IPersistentRepresentation representation, long now)
    {
        var payload = representation.Payload;
        string[] tags = [];
        if (payload is Tagged tagged)
        {
            payload = tagged.Payload;
            tags = ToArray(tagged.Tags);
        }
        var (bytes, manifest, id) = Serialize(payload);
        return new StoredEvent
        {
            PersistenceId = representation.PersistenceId,
            SequenceNr = representation.SequenceNr,
            Created = representation.Timestamp == 0 ? now : representation.Timestamp,
            Payload = bytes,
            Manifest = manifest,
            SerializerId = id,
            WriterUuid = representation.WriterGuid,
            Tags = tags,
        };
    }

    public Persistent ToRepresentation(StoredEvent row) =>
        new(
            Deserialize(row),
            row.SequenceNr,
            row.PersistenceId,
            row.Manifest,
            isDeleted: false,
            ActorRefs.NoSender,
            row.WriterUuid,
            row.Created
        );

    public StoredSnapshot ToRow(SnapshotMetadata metadata, object snapshot)
    {
        var (bytes, manifest, id) = Serialize(snapshot);
        return new StoredSnapshot
        {
            PersistenceId = metadata.PersistenceId,
            SequenceNr = metadata.SequenceNr,
            Created = metadata.Timestamp.Ticks,
            Payload = bytes,
            Manifest = manifest,
            SerializerId = id,
        };
    }

    public SelectedSnapshot ToSnapshot(StoredSnapshot row)
    {
        var metadata = new SnapshotMetadata(
            row.PersistenceId,
            row.SequenceNr,
            new DateTime(row.Created, DateTimeKind.Utc)
        );
        try
        {
            return new SelectedSnapshot(
                metadata,
                Deserialize(row.Payload, row.SerializerId, row.Manifest)
            );
        }
        catch (Exception cause)
        {
            throw new SerializationException(
                $"The snapshot of '{row.PersistenceId}' at sequence number {row.SequenceNr} "
                    + $"cannot be read: {cause.Message}",
                cause
            );
        }
    }

    private object Deserialize(StoredEvent row)
    {
        try
        {
            return Deserialize(row.Payload, row.SerializerId, row.Manifest);
        }
        catch (Exception cause)
        {
            throw new SerializationException(
                $"The event of '{row.PersistenceId}' with sequence number {row.SequenceNr} "
                    + $"cannot be read: {cause.Message}",
                cause
            );
        }
    }

    private object Deserialize(byte[] payload, int? serializerId, string manifest)
    {
        if (serializerId is { } id)
            return _serialization.Deserialize(payload, id, manifest);
        // A row from before the column existed: the manifest is a type's name.
        var type = Type.GetType(manifest, throwOnError: true)!;
        return _serialization
            .FindSerializerForType(type, defaultSerializer)
            .FromBinary(payload, type);
    }

    private (byte[] Bytes, string Manifest, int SerializerId) Serialize(object payload)
    {
        var serializer = _serialization.FindSerializerForType(payload.GetType(), defaultSerializer);
        var bytes = Akka.Serialization.Serialization.WithTransport(
            system,
            (serializer, payload),
            static work => work.serializer.ToBinary(work.payload)
        );
        var manifest = serializer switch
        {
            SerializerWithStringManifest named => named.Manifest(payload),
            { IncludeManifest: true } => Akka.Serialization.Serialization.ManifestFor(
                serializer,
                payload
            ),
            _ => "",
        };
        return (bytes, manifest, serializer.Identifier);
    }

    private static string[] ToArray(IImmutableSet<string> tags)
    {
        if (tags.Count == 0)
            return [];
        var array = new string[tags.Count];
        var i = 0;
        foreach (var tag in tags)
            array[i++] = tag;
        return array;
    }
}
