using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ActorStream.Turns.OpenAi;

/// <summary>
/// Reads a string of the stream. Some servers cut an answer between the two halves of a character and
/// send each as an escape (<c>\ud83d</c>, then <c>\ude00</c>); the JSON reader refuses that, so such a
/// string is read here, and the halves meet in the conversation.
/// </summary>
internal static class OpenAiText
{
    private const int EscapeLength = 6;

    public static string Of(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Unescape(value.GetRawText().AsSpan()[1..^1]);
        }
    }

    private static string Unescape(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        while (raw.Length > 0)
        {
            var escape = raw.IndexOf('\\');
            if (escape < 0 || escape + 1 == raw.Length)
            {
                text.Append(raw);
                break;
            }

            text.Append(raw[..escape]);
            raw = raw[escape..];
            if (raw[1] == 'u' && raw.Length >= EscapeLength)
            {
                text.Append(
                    (char)ushort.Parse(raw[2..EscapeLength], NumberStyles.AllowHexSpecifier)
                );
                raw = raw[EscapeLength..];
                continue;
            }

            text.Append(
                raw[1] switch
                {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'b' => '\b',
                    'f' => '\f',
                    var itself => itself,
                }
            );
            raw = raw[2..];
        }

        return text.ToString();
    }
}
