using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ActorStream.LoadClient.Wire;

/// <summary>
/// One event as a client reads it, from SSE or from a page. Its spans point into the buffer that it
/// was read from and die with it.
/// </summary>
internal readonly ref struct WireEvent
{
    [ThreadStatic]
    private static byte[]? _unescaped;

    public EventType Type { get; private init; }

    public ReadOnlySpan<byte> Cursor { get; private init; }

    public ReadOnlySpan<byte> TurnId { get; private init; }

    public ReadOnlySpan<byte> Text { get; private init; }

    public ReadOnlySpan<byte> Prompt { get; private init; }

    public long SequenceNr { get; private init; }

    /// <summary>The server's time stamp, in UTC ticks; 0 if the event has none.</summary>
    public long AtTicks { get; private init; }

    /// <summary>
    /// A hash of the event's name and of every member, whatever their order and escaping: alike on SSE
    /// and in a page if and only if both say the same.
    /// </summary>
    public ulong Fingerprint { get; private init; }

    /// <summary>
    /// Reads one event.
    /// </summary>
    /// <param name="name">The SSE event name; empty if the name is the member <c>type</c>.</param>
    /// <param name="json">The event's JSON object.</param>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static WireEvent Parse(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        var scratch = json.Length <= 4096 ? (_unescaped ??= new byte[4096]) : new byte[json.Length];
        var scratchUsed = 0;
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("An event that is no JSON object.");
        }

        ReadOnlySpan<byte> cursor = default;
        ReadOnlySpan<byte> turnId = default;
        ReadOnlySpan<byte> text = default;
        ReadOnlySpan<byte> prompt = default;
        var (sequenceNr, atTicks, fingerprint) = (0L, 0L, 0UL);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.ValueSpan;
            reader.Read();
            var value = Value(ref reader, scratch, ref scratchUsed);
            switch (member)
            {
                case var _ when member.SequenceEqual("type"u8):
                    name = value;
                    continue;
                case var _ when member.SequenceEqual("text"u8):
                    text = value;
                    break;
                case var _ when member.SequenceEqual("cursor"u8):
                    cursor = value;
                    break;
                case var _ when member.SequenceEqual("sequenceNr"u8):
                    _ = Utf8Parser.TryParse(value, out sequenceNr, out _);
                    break;
                case var _ when member.SequenceEqual("at"u8):
                    atTicks = Timestamps.Parse(value);
                    break;
                case var _ when member.SequenceEqual("turnId"u8):
                    turnId = value;
                    break;
                case var _ when member.SequenceEqual("prompt"u8):
                    prompt = value;
                    break;
            }

            fingerprint += MemberHash(member, value, ref reader);
        }

        return new WireEvent
        {
            Type = EventTypes.Parse(name),
            Cursor = cursor,
            TurnId = turnId,
            Text = text,
            Prompt = prompt,
            SequenceNr = sequenceNr,
            AtTicks = atTicks,
            Fingerprint = Hash64.Add(fingerprint, name),
        };
    }

    private static ReadOnlySpan<byte> Value(
        scoped ref Utf8JsonReader reader,
        byte[] scratch,
        scoped ref int scratchUsed
    )
    {
        if (reader.TokenType != JsonTokenType.String || !reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        var length = reader.CopyString(scratch.AsSpan(scratchUsed));
        var value = scratch.AsSpan(scratchUsed, length);
        scratchUsed += length;
        return value;
    }

    /// <summary>Leaves the reader on the last token of the member's value.</summary>
    private static ulong MemberHash(
        scoped ReadOnlySpan<byte> member,
        scoped ReadOnlySpan<byte> value,
        scoped ref Utf8JsonReader reader
    )
    {
        var hash = Hash64.Add(Hash64.Start, member);
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return Hash64.Add(hash, value);
        }

        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            hash =
                reader.TokenType == JsonTokenType.String
                    ? Hash64.Add(hash, Encoding.UTF8.GetBytes(reader.GetString()!))
                    : Hash64.Add(hash, reader.ValueSpan);
        }

        return hash;
    }
}
