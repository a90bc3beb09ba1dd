namespace ActorStream.Turns;

/// <summary>
/// Providers cut text where they like, also between the two halves of a character beyond the basic
/// plane. Half a character is no valid UTF-8, so the first half waits here for the second.
/// </summary>
internal struct SurrogateJoiner
{
    private char _waiting;

    /// <summary>The text that can be written now; may be empty.</summary>
    public string Push(string text)
    {
        if (text.Length == 0)
            return text;
        if (_waiting != '\0')
        {
            text = _waiting + text;
            _waiting = '\0';
        }

        if (!char.IsHighSurrogate(text[^1]))
            return text;
        _waiting = text[^1];
        return text[..^1];
    }

    /// <summary>Forgets a half that never got its other half.</summary>
    public void Clear() => _waiting = '\0';
}
