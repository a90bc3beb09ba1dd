namespace ActorStream.LoadClient.Wire;

/// <summary>
/// Finds server-sent events in a growing buffer. Fields that the protocol does not use are skipped;
/// an event here has one <c>data</c> line, and a second one replaces the first.
/// </summary>
internal sealed class SseReader
{
    private byte[] _buffer;
    private int _start;
    private int _end;

    public SseReader(int capacity = 4096)
    {
        _buffer = new byte[capacity];
    }

    /// <summary>The reconnection time that the server asked for, if it did.</summary>
    public int? RetryMilliseconds { get; private set; }

    /// <summary>How many comments (heartbeats) there were.</summary>
    public int Comments { get; private set; }

    /// <summary>Forgets what is left of an earlier connection.</summary>
    public void Clear() => _start = _end = 0;

    /// <summary>Room for at least <paramref name="size"/> bytes; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> GetSpan(int size)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_buffer.Length - _end < size)
        {
            var length = _end - _start;
            var target =
                length + size <= _buffer.Length
                    ? _buffer
                    : new byte[Math.Max(_buffer.Length * 2, length + size)];
            Buffer.BlockCopy(_buffer, _start, target, 0, length);
            (_buffer, _start, _end) = (target, 0, length);
        }

        return _buffer.AsSpan(_end);
    }

    /// <summary>Says that <paramref name="count"/> bytes were written to the span.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>The next whole event. Its spans live until the next <see cref="GetSpan"/>.</summary>
    public bool TryRead(out SseEvent result)
    {
        result = default;
        var line = _start;
        var any = false;
        while (line < _end)
        {
            var length = _buffer.AsSpan(line, _end - line).IndexOf((byte)'\n');
            if (length < 0)
            {
                return false;
            }

            var next = line + length + 1;
            if (length > 0 && _buffer[line + length - 1] == (byte)'\r')
            {
                length--;
            }

            if (length > 0)
            {
                any |= Field(_buffer.AsSpan(line, length), ref result);
            }
            else
            {
                _start = next;
                if (any)
                {
                    return true;
                }

                result = default;
            }

            line = next;
        }

        return false;
    }

    private bool Field(ReadOnlySpan<byte> line, ref SseEvent result)
    {
        if (line[0] == (byte)':')
        {
            Comments++;
            return false;
        }

        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? default : line[(colon + 1)..];
        if (value.Length > 0 && value[0] == (byte)' ')
        {
            value = value[1..];
        }

        if (name.SequenceEqual("data"u8))
        {
            result = new SseEvent
            {
                Id = result.Id,
                Name = result.Name,
                Data = value,
            };
            return true;
        }

        if (name.SequenceEqual("id"u8))
        {
            result = new SseEvent
            {
                Id = value,
                Name = result.Name,
                Data = result.Data,
            };
        }
        else if (name.SequenceEqual("event"u8))
        {
            result = new SseEvent
            {
                Id = result.Id,
                Name = value,
                Data = result.Data,
            };
        }
        else if (
            name.SequenceEqual("retry"u8)
            && System.Buffers.Text.Utf8Parser.TryParse(value, out int retry, out _)
        )
        {
            RetryMilliseconds = retry;
        }

        return false;
    }
}

/// <summary>One server-sent event; its spans point into the reader's buffer.</summary>
internal readonly ref struct SseEvent
{
    public ReadOnlySpan<byte> Id { get; init; }

    public ReadOnlySpan<byte> Name { get; init; }

    public ReadOnlySpan<byte> Data { get; init; }
}
