using System.Text.RegularExpressions;

namespace ActorStream.Hosting;

/// <summary>
/// The lines <c>key = ${?NAME}</c> of a configuration file: they take an environment variable's value
/// where there is one, and are not there otherwise.
/// </summary>
/// <remarks>
/// Filled in before the text is parsed. Akka.NET's parser knows no environment: such a line would set its
/// key to nothing, and an included file with one can't be read at all.
/// </remarks>
internal static partial class EnvironmentValues
{
    /// <summary>The text with those lines filled in or taken out; the line count stays.</summary>
    /// <param name="hocon">The text of a configuration file.</param>
    /// <param name="valueOf">A variable's value; null where it is not set.</param>
    internal static string FillIn(string hocon, Func<string, string?> valueOf) =>
        Line()
            .Replace(
                hocon,
                line =>
                    valueOf(line.Groups["name"].Value) is { } value
                        ? $"{line.Groups["key"].Value}{Quote(value)}"
                        : ""
            );

    private static string Quote(string text) =>
        "\""
        + text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
        + "\"";

    [GeneratedRegex(
        @"^(?<key>[ \t]*[\w.-]+[ \t]*[=:][ \t]*)\$\{\?(?<name>\w+)\}[ \t]*(?=\r?$)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Line();
}
