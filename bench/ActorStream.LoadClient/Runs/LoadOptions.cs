namespace ActorStream.LoadClient.Runs;

/// <summary>What a load run does.</summary>
internal sealed record LoadOptions
{
    public required Uri Url { get; init; }

    /// <summary>Conversations, each with one turn and one viewer.</summary>
    public int Streams { get; init; } = 1000;

    /// <summary>Chunks a second in each stream; 0 means as fast as the server can.</summary>
    public int ChunksPerSecond { get; init; } = 20;

    /// <summary>Chunks in each stream.</summary>
    public int Chunks { get; init; } = 400;

    /// <summary>How often each viewer's connection breaks, on average, in a second.</summary>
    public double DisconnectsPerSecond { get; init; } = 0.05;

    public int Seed { get; init; } = 1;

    /// <summary>The server's process, to read its memory and CPU time; null if it is elsewhere.</summary>
    public int? ServerProcessId { get; init; }

    /// <summary>Longest time for everything; streams that are open then are violations.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(3);
}
