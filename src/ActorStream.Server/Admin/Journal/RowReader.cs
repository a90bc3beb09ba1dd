using System.Buffers;
using System.Text.Json;
using ActorStream.Journal;
using ActorStream.Operations;
using ActorStream.Operations.Databases;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Maintenance;

namespace ActorStream.Server.Admin.Journal;

/// <summary>From a row as it is stored to what operators are shown, whatever state it is in.</summary>
internal static class RowReader
{
    public static RowBody Of(JournalRow row, bool withConversation)
    {
        var payload = JsonOf(row.Payload);
        return new(
            withConversation ? PersistenceIds.ToId(row.PersistenceId) : null,
            row.Ordering,
            row.SequenceNr,
            row.Created,
            row.Manifest,
            row.Payload.Length,
            row.WriterUuid,
            row.IsDeleted,
            payload,
            payload is null ? Convert.ToBase64String(row.Payload) : null,
            DamageOf(row)
        );
    }

    /// <summary>Why the row cannot be read, or null. One that only keeps its number need not be.</summary>
    private static DamageBody? DamageOf(JournalRow row)
    {
        if (row.IsDeleted)
            return null;
        try
        {
            ConversationEventCodec.Decode(row.Manifest, row.Payload);
            return null;
        }
        catch (JournalFormatException damage)
        {
            return new(Kinds.NameOf(damage.Damage), damage.Message);
        }
    }

    /// <summary>
    /// The payload, if it can stand in an answer. What was stored is written anew, never copied: a line
    /// break between two members would end an event of a stream.
    /// </summary>
    private static JsonElement? JsonOf(byte[] payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var element = document.RootElement.Clone();
            // Half a character in a string shows only when it is written.
            using var writer = new Utf8JsonWriter(new ArrayBufferWriter<byte>(payload.Length + 1));
            element.WriteTo(writer);
            return element;
        }
        catch (Exception damage)
            when (damage is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
