using ActorStream.Conversations.Events;
using Akka.Actor;
using Akka.Serialization;

namespace ActorStream.Journal;

/// <summary>
/// Brings <see cref="ConversationEventCodec"/> into the actor system; bound by
/// <c>akka.actor.serialization-bindings</c> in <c>hocon/reference.conf</c>. What cannot be read becomes a
/// <see cref="DamagedPayload"/>.
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
        o switch
        {
            ConversationSnapshot => Manifests.Snapshot,
            ImportedEvent imported => imported.Manifest,
            _ => ConversationEventCodec.ManifestOf(o),
        };

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) =>
        obj switch
        {
            ConversationSnapshot snapshot => ConversationEventCodec.Encode(snapshot),
            ImportedEvent imported => imported.Payload,
            _ => ConversationEventCodec.Encode((ConversationEvent)obj),
        };

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return manifest is Manifests.Snapshot or Manifests.SnapshotV1
                ? ConversationEventCodec.DecodeSnapshot(manifest, bytes)
                : ConversationEventCodec.Decode(manifest, bytes);
        }
        catch (JournalFormatException damage)
        {
            return new DamagedPayload(manifest, damage.Message);
        }
    }
}
