namespace ActorStream.Server.Observability;

/// <summary>Makes text fit for one line of a log: what a client sent must not forge another.</summary>
internal static class OneLine
{
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        return text.AsSpan().ContainsAnyInRange('\0', '\u001f') || text.Contains('\u007f')
            ? string.Create(
                text.Length,
                text,
                static (clean, original) =>
                {
                    for (var i = 0; i < clean.Length; i++)
                        clean[i] = char.IsControl(original[i]) ? ' ' : original[i];
                }
            )
            : text;
    }
}
