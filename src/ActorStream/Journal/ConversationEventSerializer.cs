using System.Text.Json;
using ActorStream.Conversations.Events;
using Akka.Actor;
using Akka.Serialization;

namespace ActorStream.Journal;

/// <summary>
/// Brings <see cref="ConversationEventCodec"/> into the actor system; bound by
/// <c>akka.actor.serialization-bindings</c> in <c>hocon/reference.conf</c>.
/// </summary>
public sealed class ConversationEventSerializer(ExtendedActorSystem system)
    : SerializerWithStringManifest(system)
{
    /// <summary>Stands in the journal's <c>identifier</c> column: never change it.</summary>
    public const int StableIdentifier = 7301;

    /// <inheritdoc />
    public override int Identifier => StableIdentifier;

    /// <inheritdoc />
    public override string Manifest(object o) =>
        o is ConversationSnapshot ? Manifests.Snapshot : ConversationEventCodec.ManifestOf(o);

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) =>
        obj is ConversationSnapshot snapshot
            ? JsonSerializer.SerializeToUtf8Bytes(snapshot, EventJson.Compact.ConversationSnapshot)
            : ConversationEventCodec.Encode((ConversationEvent)obj);

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (manifest != Manifests.Snapshot)
            return ConversationEventCodec.Decode(manifest, bytes);
        try
        {
            return JsonSerializer.Deserialize(bytes, EventJson.Compact.ConversationSnapshot)
                ?? throw new JournalFormatException("The snapshot is null.");
        }
        catch (Exception damage) when (damage is JsonException or FormatException)
        {
            throw new JournalFormatException(
                $"The snapshot cannot be read: {damage.Message}",
                damage
            );
        }
    }
}
