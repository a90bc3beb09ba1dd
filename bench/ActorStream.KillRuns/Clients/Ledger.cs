namespace ActorStream.KillRuns.Clients;

/// <summary>A prompt as it was sent.</summary>
internal sealed record SentPrompt(string Prompt, string Key, int Chunks, int Seed);

/// <summary>A prompt that the server has accepted: a promise.</summary>
internal sealed record AcknowledgedPrompt(string Prompt, string TurnId, string Cursor);

/// <summary>A stop that the server has confirmed: a promise.</summary>
internal sealed record AcknowledgedStop(string TurnId, string Cursor);

/// <summary>
/// What the client of one conversation has been told, whatever becomes of the server. Written by the
/// client's one loop, read between two loads.
/// </summary>
internal sealed class Ledger
{
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private readonly List<AcknowledgedPrompt> _prompts = [];
    private readonly List<AcknowledgedStop> _stops = [];

    public IReadOnlyList<AcknowledgedPrompt> Prompts => _prompts;

    public IReadOnlyList<AcknowledgedStop> Stops => _stops;

    /// <summary>The prompt whose answer never came; null if there is none.</summary>
    public SentPrompt? InDoubt { get; private set; }

    public bool HasSent(string prompt) => _sent.Contains(prompt);

    public void Sending(SentPrompt prompt)
    {
        _sent.Add(prompt.Prompt);
        InDoubt = prompt;
    }

    public void Accepted(AcknowledgedPrompt prompt)
    {
        InDoubt = null;
        _prompts.Add(prompt);
    }

    /// <summary>The server has said no: it must not be in the journal, and is not sent again.</summary>
    public void Refused() => InDoubt = null;

    public void Stopped(AcknowledgedStop stop) => _stops.Add(stop);
}
