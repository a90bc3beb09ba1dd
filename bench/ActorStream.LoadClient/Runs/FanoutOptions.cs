namespace ActorStream.LoadClient.Runs;

/// <summary>What a fan-out run does.</summary>
internal sealed record FanoutOptions
{
    public required Uri Url { get; init; }

    /// <summary>Viewers of the one conversation.</summary>
    public int Viewers { get; init; } = 1000;

    /// <summary>Chunks of the flat-out turn.</summary>
    public int Chunks { get; init; } = 5000;

    /// <summary>Chunks of the slow turn, which shows how long one chunk takes to reach everyone.</summary>
    public int PacedChunks { get; init; } = 40;

    /// <summary>Chunks a second in the slow turn.</summary>
    public int PacedRate { get; init; } = 5;

    public int Seed { get; init; } = 1;

    public int? ServerProcessId { get; init; }

    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(3);
}
