using System.Buffers;
using System.Text.Json;
using ActorStream.Journal;
using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Exporting;

/// <summary>
/// Rows as lines of JSON, each sealed with a checksum. A payload that is JSON on one line stands in it as it
/// is, to the byte; any other as <c>bytes</c>, base 64.
/// </summary>
internal static class ExportLines
{
    /// <summary>The first line of an export.</summary>
    public static readonly byte[] Header = Seal(
        "{\"export\":\"actorstream-journal\",\"version\":1"u8
    );

    /// <summary>Whether a line, without its line feed, begins an export.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> line) => line.SequenceEqual(Header.AsSpan(..^1));

    /// <summary>Whether a line, without its line feed, is as it was written.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> line) => Checksum.IsRight("", line);

    /// <summary>An event.</summary>
    public static byte[] Of(JournalRow row)
    {
        var line = new ArrayBufferWriter<byte>(row.Payload.Length + 512);
        using (var json = Begin(line))
        {
            json.WriteString("persistenceId"u8, row.PersistenceId);
            json.WriteNumber("sequenceNr"u8, row.SequenceNr);
            json.WriteNumber("created"u8, row.CreatedTicks);
            json.WriteBoolean("deleted"u8, row.IsDeleted);
            json.WriteString("manifest"u8, row.Manifest);
            Number(json, "identifier"u8, row.SerializerId);
            json.WriteString("writer"u8, row.WriterUuid);
            json.WriteStartArray("tags"u8);
            foreach (var tag in row.Tags)
                json.WriteStringValue(tag);
            json.WriteEndArray();
            Payload(json, "message"u8, row.Payload);
        }

        return Seal(line.WrittenSpan);
    }

    /// <summary>A snapshot; only in a quarantine.</summary>
    public static byte[] Of(SnapshotRow row)
    {
        var line = new ArrayBufferWriter<byte>(row.Payload.Length + 512);
        using (var json = Begin(line))
        {
            json.WriteString("persistenceId"u8, row.PersistenceId);
            json.WriteNumber("snapshotOf"u8, row.SequenceNr);
            json.WriteNumber("created"u8, row.CreatedTicks);
            json.WriteString("manifest"u8, row.Manifest);
            Number(json, "identifier"u8, row.SerializerId);
            Payload(json, "snapshot"u8, row.Payload);
        }

        return Seal(line.WrittenSpan);
    }

    /// <summary>The last line: what has to be there before it.</summary>
    public static byte[] Trailer(long conversations, long events) =>
        Seal(
            System.Text.Encoding.UTF8.GetBytes(
                FormattableString.Invariant(
                    $"{{\"end\":true,\"conversations\":{conversations},\"events\":{events}"
                )
            )
        );

    /// <summary>Reads an event. Null if the line is no event, or is damaged.</summary>
    public static JournalRow? Read(ReadOnlySpan<byte> line)
    {
        if (!Checksum.IsRight("", line))
            return null;
        var parts = new Parts();
        var json = new Utf8JsonReader(line);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            parts.Take(name, ref json, line);
        }

        return parts.ToRow();
    }

    /// <summary>Whether a line is whole, and the end of an export; then what must have been in it.</summary>
    public static (long Conversations, long Events)? ReadTrailer(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("{\"end\":true,"u8) || !Checksum.IsRight("", line))
            return null;
        var json = JsonElement.Parse(line);
        return (
            json.GetProperty("conversations").GetInt64(),
            json.GetProperty("events").GetInt64()
        );
    }

    private static Utf8JsonWriter Begin(IBufferWriter<byte> line)
    {
        var json = new Utf8JsonWriter(
            line,
            new JsonWriterOptions { SkipValidation = true, Encoder = Encoder }
        );
        json.WriteStartObject();
        return json;
    }

    private static System.Text.Encodings.Web.JavaScriptEncoder Encoder =>
        System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? number)
    {
        if (number is { } given)
            json.WriteNumber(name, given);
        else
            json.WriteNull(name);
    }

    private static void Payload(Utf8JsonWriter json, ReadOnlySpan<byte> name, byte[] payload)
    {
        if (IsOneLineOfJson(payload))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(payload, skipInputValidation: true);
        }
        else
        {
            json.WriteBase64String("bytes"u8, payload);
        }
    }

    /// <summary>An object, because that is what all of ours are, without space around it.</summary>
    private static bool IsOneLineOfJson(ReadOnlySpan<byte> payload)
    {
        if (
            payload is not [(byte)'{', .., (byte)'}']
            || payload.ContainsAny((byte)'\n', (byte)'\r')
        )
            return false;
        try
        {
            var json = new Utf8JsonReader(payload);
            while (json.Read()) { }
            return System.Text.Unicode.Utf8.IsValid(payload);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The line without its end gets one: the checksum, and a line feed.</summary>
    private static byte[] Seal(ReadOnlySpan<byte> body)
    {
        var line = new byte[body.Length + Checksum.Length + 1];
        body.CopyTo(line);
        Checksum.Write(Checksum.Of("", body), line.AsSpan(body.Length, Checksum.Length));
        line[^1] = (byte)'\n';
        return line;
    }

    private struct Parts
    {
        private string? _persistenceId;
        private long? _sequenceNr;
        private long _created;
        private bool _deleted;
        private string? _manifest;
        private int? _identifier;
        private string? _writer;
        private List<string>? _tags;
        private byte[]? _payload;

        public void Take(string? name, ref Utf8JsonReader json, ReadOnlySpan<byte> line)
        {
            switch (name)
            {
                case "persistenceId":
                    _persistenceId = json.GetString();
                    break;
                case "sequenceNr":
                    _sequenceNr = json.GetInt64();
                    break;
                case "created":
                    _created = json.GetInt64();
                    break;
                case "deleted":
                    _deleted = json.GetBoolean();
                    break;
                case "manifest":
                    _manifest = json.GetString();
                    break;
                case "identifier":
                    _identifier = json.TokenType == JsonTokenType.Null ? null : json.GetInt32();
                    break;
                case "writer":
                    _writer = json.GetString();
                    break;
                case "tags":
                    _tags = [];
                    while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                        _tags.Add(json.GetString()!);
                    break;
                case "message":
                    var start = (int)json.TokenStartIndex;
                    json.Skip();
                    _payload = line[start..(int)json.BytesConsumed].ToArray();
                    break;
                case "bytes":
                    _payload = json.GetBytesFromBase64();
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        public readonly JournalRow? ToRow() =>
            _persistenceId is null || _sequenceNr is null || _payload is null || _manifest is null
                ? null
                : new(
                    0,
                    _persistenceId,
                    _sequenceNr.Value,
                    _created,
                    _deleted,
                    _manifest,
                    _payload,
                    _identifier,
                    _writer
                )
                {
                    Tags = _tags ?? [],
                };
    }
}
