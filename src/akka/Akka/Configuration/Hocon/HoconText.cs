using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Which text may stand without quotes, and how the rest is quoted.</summary>
internal static class HoconText
{
    /// <summary>Characters that HOCON reserves: outside quotes they are not text.</summary>
    internal static bool IsReserved(char c) =>
        c
            is '$'
                or '"'
                or '{'
                or '}'
                or '['
                or ']'
                or ':'
                or '='
                or ','
                or '#'
                or '`'
                or '^'
                or '?'
                or '!'
                or '@'
                or '*'
                or '&'
                or '\\';

    internal static bool EndsPlainKey(char c) =>
        c is '+' or '.' or ' ' or '\t' or '\r' or '\n' || IsReserved(c);

    internal static bool EndsPlainValue(char c) => c is '\r' or '\n' || IsReserved(c);

    internal static string Key(string key) => IsPlain(key, EndsPlainKey) ? key : Quote(key);

    internal static string Value(string value) =>
        IsPlain(value, EndsPlainValue)
        && !char.IsWhiteSpace(value[0])
        && !char.IsWhiteSpace(value[^1])
            ? value
            : Quote(value);

    private static bool IsPlain(string text, Func<char, bool> ends)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (ends(text[i]) || (text[i] == '/' && i > 0 && text[i - 1] == '/'))
            {
                return false;
            }
        }
        return text.Length > 0;
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append($"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }
        return quoted.Append('"').ToString();
    }
}
