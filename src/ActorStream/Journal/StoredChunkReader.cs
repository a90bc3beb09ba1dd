using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Journal;

/// <summary>
/// Reads a chunk that stands, byte for byte, as <see cref="StoredShapes"/> writes it. Nearly every row of a
/// journal is one, so a recovery is as quick as this is: the general reader takes several times as long, and
/// most of all while its code is cold.
/// </summary>
internal static class StoredChunkReader
{
    private static ReadOnlySpan<ChunkKind> Kinds =>
        [ChunkKind.Text, ChunkKind.Reasoning, ChunkKind.Tool, ChunkKind.Data, ChunkKind.Lost];

    /// <summary>The chunk, or null if the payload is not written like that: the general reader decides.</summary>
    /// <param name="payload">An object that ends with its checksum, which has been compared.</param>
    public static ChunkAppended? TryRead(ReadOnlySpan<byte> payload)
    {
        var rest = payload[..^Checksum.Length];
        return
            Skip(ref rest, "{\"kind\":\""u8)
            && KindOf(ref rest) is { } kind
            && Skip(ref rest, "\",\"text\":"u8)
            && TextOf(ref rest) is { } text
            && Skip(ref rest, ",\"turnId\":\""u8)
            && TryReadTurn(ref rest, out var turnId)
            && Skip(ref rest, "\",\"at\":\""u8)
            && rest is [.., (byte)'"']
            && Timestamps.TryRead(rest[..^1], out var at)
            ? new(turnId, kind, text, at)
            : null;
    }

    private static bool Skip(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> expected)
    {
        if (!rest.StartsWith(expected))
            return false;
        rest = rest[expected.Length..];
        return true;
    }

    private static ChunkKind? KindOf(ref ReadOnlySpan<byte> rest)
    {
        foreach (var kind in Kinds)
        {
            if (Skip(ref rest, ChunkKinds.ToUtf8(kind)))
                return kind;
        }

        return null;
    }

    /// <summary>A string with its quotes.</summary>
    private static string? TextOf(ref ReadOnlySpan<byte> rest)
    {
        if (rest is not [(byte)'"', ..])
            return null;
        var length = 1;
        var isEscaped = false;
        while (true)
        {
            var next = rest[length..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
                return null;
            length += next;
            if (rest[length] == '"')
                break;
            isEscaped = true;
            length += 2;
            if (length >= rest.Length)
                return null;
        }

        var quoted = rest[..(length + 1)];
        var text = quoted[1..^1];
        rest = rest[(length + 1)..];
        if (isEscaped)
            return Unescaped(quoted);
        return text.ContainsAnyInRange((byte)0, (byte)0x1f) || !Utf8.IsValid(text)
            ? null
            : Encoding.UTF8.GetString(text);
    }

    /// <summary>Null if it is no JSON, or its escapes are no text (half of a surrogate pair).</summary>
    private static string? Unescaped(ReadOnlySpan<byte> quoted)
    {
        try
        {
            var json = new Utf8JsonReader(quoted);
            return json.Read() ? json.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool TryReadTurn(ref ReadOnlySpan<byte> rest, out TurnId turnId)
    {
        turnId = default;
        if (
            rest is not [(byte)'t', >= (byte)'1' and <= (byte)'9', ..]
            || !Utf8Parser.TryParse(rest[1..], out int number, out var digits)
        )
        {
            return false;
        }

        turnId = new(number);
        rest = rest[(1 + digits)..];
        return true;
    }
}
