using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace ActorStream.Journal;

/// <summary>
/// Writes one JSON object into a buffer that the thread keeps, and seals it with its checksum. Text stands
/// in it as people read it: only what JSON itself demands is escaped (quote, backslash, control characters),
/// where <c>System.Text.Json</c> also escapes an emoji. Belongs to one thread.
/// </summary>
internal sealed class StoredJsonWriter
{
    /// <summary>A buffer that one large prompt or snapshot made is not kept.</summary>
    private const int KeptLength = 64 * 1024;

    private const int FirstLength = 1024;

    /// <summary>UTF-8 bytes that one UTF-16 code unit can take.</summary>
    private const int BytesPerUnit = 3;

    private static readonly SearchValues<char> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, ' ').Select(code => (char)code),
        '"',
        '\\',
    ]);

    [ThreadStatic]
    private static StoredJsonWriter? s_ofThread;

    private byte[] _buffer = new byte[FirstLength];
    private int _length;

    /// <summary>This thread's writer, empty.</summary>
    public static StoredJsonWriter Begin()
    {
        var writer = s_ofThread ??= new();
        writer._length = 0;
        return writer;
    }

    /// <summary>Closes the object: the bytes as they are stored under this manifest.</summary>
    public byte[] Seal(string manifest)
    {
        var payload = GC.AllocateUninitializedArray<byte>(_length + Checksum.Length);
        var body = _buffer.AsSpan(0, _length);
        body.CopyTo(payload);
        Checksum.Write(Checksum.Of(manifest, body), payload.AsSpan(_length));
        if (_buffer.Length > KeptLength)
            _buffer = new byte[FirstLength];
        return payload;
    }

    /// <summary>JSON as it is.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Free(json.Length));
        _length += json.Length;
    }

    /// <summary>A string, or null.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Raw("null"u8);
            return;
        }

        Raw("\""u8);
        var rest = text.AsSpan();
        while (true)
        {
            var next = rest.IndexOfAny(Escaped);
            Plain(next < 0 ? rest : rest[..next]);
            if (next < 0)
                break;
            Escape(rest[next]);
            rest = rest[(next + 1)..];
        }

        Raw("\""u8);
    }

    /// <summary>A whole number.</summary>
    public void Number(long number)
    {
        const int MaxDigits = 20;
        Utf8Formatter.TryFormat(number, Free(MaxDigits), out var written);
        _length += written;
    }

    /// <summary>A point in time.</summary>
    public void Time(DateTimeOffset at)
    {
        Raw("\""u8);
        _length += Timestamps.Write(at, Free(Timestamps.Length));
        Raw("\""u8);
    }

    /// <summary>Half a surrogate pair becomes U+FFFD: it is no text.</summary>
    private void Plain(ReadOnlySpan<char> text)
    {
        Utf8.FromUtf16(text, Free(text.Length * BytesPerUnit), out _, out var written);
        _length += written;
    }

    private void Escape(char character)
    {
        switch (character)
        {
            case '"':
                Raw("\\\""u8);
                break;
            case '\\':
                Raw("\\\\"u8);
                break;
            case '\n':
                Raw("\\n"u8);
                break;
            case '\r':
                Raw("\\r"u8);
                break;
            case '\t':
                Raw("\\t"u8);
                break;
            default:
                Raw("\\u00"u8);
                Utf8Formatter.TryFormat((byte)character, Free(2), out var written, new('x', 2));
                _length += written;
                break;
        }
    }

    private Span<byte> Free(int length)
    {
        if (_buffer.Length - _length < length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + length));
        return _buffer.AsSpan(_length);
    }
}
