namespace ActorStream.LoadClient.Wire;

/// <summary>
/// Takes the chunk framing of HTTP/1.1 off a body that arrives in arbitrary pieces.
/// </summary>
internal struct ChunkedDecoder
{
    private enum Expecting
    {
        Size,
        SizeLineEnd,
        Data,
        DataEnd,
        End,
    }

    private Expecting _expecting;
    private int _left;

    /// <summary>Whether the last chunk has come: the body is whole.</summary>
    public readonly bool IsComplete => _expecting == Expecting.End;

    /// <summary>
    /// Writes the payload in <paramref name="raw"/> to <paramref name="payload"/>, which must be as long,
    /// and returns its length.
    /// </summary>
    /// <exception cref="InvalidDataException">The framing is broken.</exception>
    public int Decode(ReadOnlySpan<byte> raw, Span<byte> payload)
    {
        var written = 0;
        while (raw.Length > 0 && _expecting != Expecting.End)
        {
            if (_expecting == Expecting.Data)
            {
                var length = Math.Min(_left, raw.Length);
                raw[..length].CopyTo(payload[written..]);
                written += length;
                _left -= length;
                raw = raw[length..];
                if (_left == 0)
                {
                    _expecting = Expecting.DataEnd;
                }

                continue;
            }

            Frame(raw[0]);
            raw = raw[1..];
        }

        return written;
    }

    private void Frame(byte value)
    {
        if (_expecting == Expecting.Size && char.IsAsciiHexDigit((char)value))
        {
            _left = (_left << 4) | HexDigit(value);
        }
        else if (_expecting == Expecting.Size && value == (byte)'\r')
        {
            _expecting = Expecting.SizeLineEnd;
        }
        else if (_expecting == Expecting.SizeLineEnd && value == (byte)'\n')
        {
            _expecting = _left == 0 ? Expecting.End : Expecting.Data;
        }
        else if (_expecting == Expecting.DataEnd && value == (byte)'\r') { }
        else if (_expecting == Expecting.DataEnd && value == (byte)'\n')
        {
            _expecting = Expecting.Size;
        }
        else
        {
            throw new InvalidDataException($"Byte {value} where {_expecting} was due.");
        }
    }

    private static int HexDigit(byte value) =>
        value <= (byte)'9' ? value - '0' : (value | 0x20) - 'a' + 10;
}
