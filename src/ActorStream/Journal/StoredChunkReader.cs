using System.Text.Json;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Journal;

/// <summary>
/// Reads a chunk whose members stand as <see cref="StoredShapes"/> writes them. Nearly every row of a journal
/// is one, so a recovery is as quick as this is: the general reader takes several times as long, and most
/// of all while its code is cold.
/// </summary>
internal static class StoredChunkReader
{
    /// <summary>The chunk, or null if the payload is not written like that: the general reader decides.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ChunkAppended? TryRead(ReadOnlySpan<byte> payload)
    {
        var json = new Utf8JsonReader(payload);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return null;
        if (!NextText(ref json, "kind"u8) || KindOf(ref json) is not { } kind)
            return null;
        if (!NextText(ref json, "text"u8))
            return null;
        var text = json.GetString()!;
        if (!NextText(ref json, "turnId"u8) || !TurnId.TryParse(json.GetString(), out var turnId))
            return null;
        if (!NextText(ref json, "at"u8) || !json.TryGetDateTimeOffset(out var at))
            return null;
        // What comes now is the checksum, and that has been compared.
        return
            NextText(ref json, "crc"u8) && json.Read() && json.TokenType == JsonTokenType.EndObject
            ? new(turnId, kind, text, at)
            : null;
    }

    private static bool NextText(ref Utf8JsonReader json, ReadOnlySpan<byte> name) =>
        json.Read()
        && json.TokenType == JsonTokenType.PropertyName
        && json.ValueTextEquals(name)
        && json.Read()
        && json.TokenType == JsonTokenType.String;

    private static ChunkKind? KindOf(ref Utf8JsonReader json)
    {
        foreach (var kind in Kinds)
        {
            if (json.ValueTextEquals(ChunkKinds.ToUtf8(kind)))
                return kind;
        }

        return null;
    }

    private static ReadOnlySpan<ChunkKind> Kinds =>
        [ChunkKind.Text, ChunkKind.Reasoning, ChunkKind.Tool, ChunkKind.Data, ChunkKind.Lost];
}
