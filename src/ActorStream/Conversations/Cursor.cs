using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ActorStream.Conversations;

/// <summary>
/// A place in one conversation: everything up to and including <paramref name="SequenceNr"/> has been
/// seen. The incarnation makes an old number of a conversation that began anew recognisable.
/// </summary>
/// <param name="Incarnation">Eight hexadecimal digits, drawn when the conversation began.</param>
/// <param name="SequenceNr">0 or more; 0 is before the first event.</param>
public readonly record struct Cursor(string Incarnation, long SequenceNr)
{
    private const int IncarnationLength = 8;

    /// <summary>Reads <c>incarnation-number</c>. False for what cannot be a cursor.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Cursor cursor)
    {
        cursor = default;
        if (text is null || text.Length < IncarnationLength + 2 || text[IncarnationLength] != '-')
            return false;
        for (var i = 0; i < IncarnationLength; i++)
        {
            if (!char.IsAsciiHexDigitLower(text[i]))
                return false;
        }

        var digits = text.AsSpan(IncarnationLength + 1);
        if (
            !long.TryParse(
                digits,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var sequenceNr
            )
        )
        {
            return false;
        }

        cursor = new(text[..IncarnationLength], sequenceNr);
        return true;
    }

    /// <summary>Writes the text of <see cref="ToString"/> in UTF-8; returns its length.</summary>
    internal int Write(IBufferWriter<byte> buffer)
    {
        const int MaxDigits = 20;
        var text = buffer.GetSpan(
            Encoding.UTF8.GetMaxByteCount(Incarnation.Length) + 1 + MaxDigits
        );
        var length = Encoding.UTF8.GetBytes(Incarnation, text);
        text[length++] = (byte)'-';
        Utf8Formatter.TryFormat(SequenceNr, text[length..], out var digits);
        buffer.Advance(length + digits);
        return length + digits;
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Incarnation}-{SequenceNr}");
}
