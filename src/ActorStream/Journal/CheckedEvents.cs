using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorStream.Conversations.Events;

namespace ActorStream.Journal;

/// <summary>
/// Reads events out of JSON that comes from a server: it has compared the checksum with the stored
/// bytes, which are not here.
/// </summary>
public static class CheckedEvents
{
    /// <summary>Reads an event of any released shape.</summary>
    /// <exception cref="JournalFormatException">The manifest is unknown, or the payload is damaged.</exception>
    public static ConversationEvent Read(string manifest, JsonElement payload) =>
        Manifests.KindOf(manifest) switch
        {
            "chunk" => Read(payload, EventJson.Compact.ChunkAppended),
            "turn-started" => Read(payload, EventJson.Compact.TurnStarted),
            "turn-completed" => Read(payload, EventJson.Compact.TurnCompleted),
            "turn-aborted" => Read(payload, EventJson.Compact.TurnAborted),
            "turn-failed" => Read(payload, EventJson.Compact.TurnFailed),
            "turn-interrupted" => Read(payload, EventJson.Compact.TurnInterrupted),
            "conversation-started" => Read(payload, EventJson.Compact.ConversationStarted),
            "conversation-deleted" => Read(payload, EventJson.Compact.ConversationDeleted),
            _ => throw new JournalFormatException(
                PayloadDamage.Manifest,
                "The manifest is not a known one."
            ),
        };

    private static ConversationEvent Read<T>(JsonElement payload, JsonTypeInfo<T> shape)
        where T : ConversationEvent
    {
        try
        {
            return payload.Deserialize(shape)
                ?? throw new JournalFormatException(PayloadDamage.Content, "The payload is null.");
        }
        catch (Exception damage) when (damage is JsonException or FormatException)
        {
            throw new JournalFormatException(
                PayloadDamage.Content,
                "The payload's JSON has another shape than its manifest says.",
                damage
            );
        }
    }
}
