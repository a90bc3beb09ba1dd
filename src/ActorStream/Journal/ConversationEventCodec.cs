using System.Text.Json;
using ActorStream.Conversations.Events;

namespace ActorStream.Journal;

/// <summary>
/// Events as the journal holds them: a manifest that names shape and version, and UTF-8 JSON that a
/// person can read with <c>sqlite3</c>. A released manifest is read for ever.
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
    public static byte[] Encode(ConversationEvent @event) =>
        @event switch
        {
            ChunkAppended e => JsonSerializer.SerializeToUtf8Bytes(e, Json.ChunkAppended),
            TurnStarted e => JsonSerializer.SerializeToUtf8Bytes(e, Json.TurnStarted),
            TurnCompleted e => JsonSerializer.SerializeToUtf8Bytes(e, Json.TurnCompleted),
            TurnAborted e => JsonSerializer.SerializeToUtf8Bytes(e, Json.TurnAborted),
            TurnFailed e => JsonSerializer.SerializeToUtf8Bytes(e, Json.TurnFailed),
            TurnInterrupted e => JsonSerializer.SerializeToUtf8Bytes(e, Json.TurnInterrupted),
            ConversationStarted e => JsonSerializer.SerializeToUtf8Bytes(
                e,
                Json.ConversationStarted
            ),
            ConversationDeleted e => JsonSerializer.SerializeToUtf8Bytes(
                e,
                Json.ConversationDeleted
            ),
            _ => throw new ArgumentException(
                $"{@event.GetType()} is no event of a conversation.",
                nameof(@event)
            ),
        };

    /// <summary>Reads an event of any released shape.</summary>
    /// <exception cref="JournalFormatException">The manifest is unknown, or the payload is damaged.</exception>
    public static ConversationEvent Decode(string manifest, ReadOnlySpan<byte> payload)
    {
        try
        {
            ConversationEvent? @event = manifest switch
            {
                Manifests.Chunk => JsonSerializer.Deserialize(payload, Json.ChunkAppended),
                Manifests.TurnStarted => JsonSerializer.Deserialize(payload, Json.TurnStarted),
                Manifests.TurnCompleted => JsonSerializer.Deserialize(payload, Json.TurnCompleted),
                Manifests.TurnAborted => JsonSerializer.Deserialize(payload, Json.TurnAborted),
                Manifests.TurnFailed => JsonSerializer.Deserialize(payload, Json.TurnFailed),
                Manifests.TurnInterrupted => JsonSerializer.Deserialize(
                    payload,
                    Json.TurnInterrupted
                ),
                Manifests.ConversationStarted => JsonSerializer.Deserialize(
                    payload,
                    Json.ConversationStarted
                ),
                Manifests.ConversationDeleted => JsonSerializer.Deserialize(
                    payload,
                    Json.ConversationDeleted
                ),
                _ => throw new JournalFormatException($"'{manifest}' is no known manifest."),
            };
            return @event
                ?? throw new JournalFormatException($"The payload of a '{manifest}' is null.");
        }
        catch (Exception damage) when (damage is JsonException or FormatException)
        {
            throw new JournalFormatException(
                $"The payload of a '{manifest}' cannot be read: {damage.Message}",
                damage
            );
        }
    }

    private static EventJson Json => EventJson.Compact;
}

/// <summary>A row of the journal does not hold what it should.</summary>
public sealed class JournalFormatException(string message, Exception? inner = null)
    : Exception(message, inner);
