using ActorStream.LoadClient.Wire;

namespace ActorStream.KillRuns;

/// <summary>What a kill run does.</summary>
internal sealed record KillRunOptions
{
    /// <summary>The server's assembly, <c>ActorStream.Server.dll</c>.</summary>
    public required string ServerAssembly { get; init; }

    /// <summary>What goes wrong.</summary>
    public DisasterKind Disaster { get; init; }

    /// <summary>The server's data folder; made if it is not there, and kept.</summary>
    public required string DataFolder { get; init; }

    public int Kills { get; init; } = 200;

    public int Seed { get; init; } = 1;

    /// <summary>Conversations at any time.</summary>
    public int Conversations { get; init; } = 40;

    /// <summary>Chunks a second in each open turn.</summary>
    public int ChunksPerSecond { get; init; } = 100;

    /// <summary>The longest time under load before a kill.</summary>
    public TimeSpan MaxLoad { get; init; } = TimeSpan.FromMilliseconds(900);

    /// <summary>How many of the kills come while the server starts and heals.</summary>
    public double KillsDuringStart { get; init; } = 0.15;

    /// <summary>How many conversations are replaced by new ones after each kill.</summary>
    public double Turnover { get; init; } = 0.25;

    /// <summary>Whether this is how a server that outlives its journal asks to be asked again.</summary>
    public bool IsAway(Answer answer) =>
        Disaster == DisasterKind.Postgres && answer is { Status: 503, HasRetryAfter: true };
}

/// <summary>The kinds of disaster.</summary>
internal enum DisasterKind
{
    /// <summary>The server is killed at random moments.</summary>
    AnyMoment,

    /// <summary>The server is killed as it enters its N-th fsync.</summary>
    Fsync,

    /// <summary>The server lives; its PostgreSQL is killed, in part or as a whole.</summary>
    Postgres,
}
