namespace ActorStream.Conversations;

/// <summary>What a conversation is called when nobody gave it a name.</summary>
public static class Titles
{
    private const int MaxLength = 80;

    /// <summary>The given title, or the first line of the first prompt, cut at a word.</summary>
    public static string? Of(string? given, string? firstPrompt)
    {
        if (given is not null || firstPrompt is null)
            return given;
        var line = firstPrompt.AsSpan().TrimStart();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0)
            line = line[..end];
        line = line.TrimEnd();
        if (line.Length <= MaxLength)
            return line.ToString();
        line = line[..MaxLength];
        var word = line.LastIndexOf(' ');
        if (word > MaxLength / 2)
            line = line[..word];
        else if (char.IsHighSurrogate(line[^1]))
            line = line[..^1];
        return $"{line}…";
    }
}
