using System.Buffers;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Which text may stand without quotes, and how the rest is quoted.</summary>
internal static class HoconText
{
    /// <summary>Characters that HOCON reserves: outside quotes they are not text.</summary>
    internal const string Reserved = "$\"{}[]:=,#`^?!@*&\\";

    private static readonly SearchValues<char> NotInPlainValue = SearchValues.Create(
        Reserved + "\r\n"
    );

    private static readonly SearchValues<char> NotInPlainKey = SearchValues.Create(
        Reserved + "+. \t\r\n"
    );

    internal static string Key(string key) =>
        key.Length > 0
        && !key.AsSpan().ContainsAny(NotInPlainKey)
        && !key.Contains("//", StringComparison.Ordinal)
            ? key
            : Quote(key);

    internal static string Value(string value) =>
        value.Length > 0
        && !value.AsSpan().ContainsAny(NotInPlainValue)
        && !value.Contains("//", StringComparison.Ordinal)
        && !char.IsWhiteSpace(value[0])
        && !char.IsWhiteSpace(value[^1])
            ? value
            : Quote(value);

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
