using System.Globalization;
using System.Text;

namespace ActorStream.Cli.Output;

/// <summary>
/// Text of strangers, made fit for a terminal: what could move the cursor, change the title, reorder
/// or hide letters is shown as an escape and does nothing.
/// </summary>
public static class TerminalText
{
    /// <summary>
    /// Escapes control characters (C0, C1, so every ANSI and OSC sequence), bidirectional and other
    /// invisible format characters, private and unassigned ones, and halves of surrogate pairs.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="keepLines">Whether line feeds and tabs stay as they are.</param>
    public static string Escape(string text, bool keepLines = false)
    {
        StringBuilder? escaped = null;
        var index = 0;
        while (index < text.Length)
        {
            var isWhole =
                Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length)
                == System.Buffers.OperationStatus.Done;
            if (isWhole && IsHarmless(rune, keepLines))
            {
                escaped?.Append(text, index, length);
            }
            else
            {
                escaped ??= new StringBuilder(text, 0, index, text.Length + 16);
                AppendEscape(escaped, isWhole ? rune.Value : text[index]);
            }

            index += length;
        }

        return escaped?.ToString() ?? text;
    }

    /// <summary>One line of at most so many characters; a longer text ends in an ellipsis.</summary>
    public static string OneLine(string text, int maxLength)
    {
        var line = Escape(text);
        if (line.Length <= maxLength)
        {
            return line;
        }

        var end = maxLength - 1;
        if (char.IsHighSurrogate(line[end - 1]))
        {
            end--;
        }

        return line[..end] + "…";
    }

    private static bool IsHarmless(Rune rune, bool keepLines) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => keepLines && rune.Value is ('\n' or '\t'),
            // The zero-width joiner holds emoji and Indic letters together and reorders nothing.
            UnicodeCategory.Format => rune.Value == 0x200D,
            UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned => false,
            _ => true,
        };

    private static void AppendEscape(StringBuilder escaped, int value)
    {
        _ = value switch
        {
            '\n' => escaped.Append(@"\n"),
            '\r' => escaped.Append(@"\r"),
            '\t' => escaped.Append(@"\t"),
            <= 0xFF => escaped.Append(CultureInfo.InvariantCulture, $@"\x{value:x2}"),
            <= 0xFFFF => escaped.Append(CultureInfo.InvariantCulture, $@"\u{value:x4}"),
            _ => escaped.Append(CultureInfo.InvariantCulture, $@"\U{value:x8}"),
        };
    }
}
