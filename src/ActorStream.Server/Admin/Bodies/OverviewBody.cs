using ActorStream.Server.Observability;
using ActorStream.Server.Rewriting;

namespace ActorStream.Server.Admin.Bodies;

/// <summary>How the node is (docs/admin.md).</summary>
internal sealed record OverviewBody(
    string Version,
    DateTimeOffset StartedAt,
    DateTimeOffset Now,
    JournalBody Journal,
    ConversationCountsBody Conversations,
    ConnectionCountsBody Connections,
    RatesBody Rates,
    WritesBody Writes,
    MailboxesBody Mailboxes,
    ProcessBody Process
);

/// <summary>The database; sizes are null where they cannot be told cheaply.</summary>
internal sealed record JournalBody(
    string Kind,
    string Name,
    long? SizeBytes,
    long? WalBytes,
    RewriteBody? Rewrite
);

/// <summary>How rewrites of the tables stand; null where none are needed.</summary>
/// <param name="Due">Whether rows of erased conversations may be in the tables' files.</param>
/// <param name="DueSince">Since when the server knows that.</param>
/// <param name="Running">Whether one is under way.</param>
/// <param name="LastAt">When the last one ended.</param>
/// <param name="Problem">Why the last attempt was not one.</param>
/// <param name="LogDue">Whether the write-ahead log may hold what is out of the tables' files.</param>
/// <param name="LogProblem">Why it was not cleaned.</param>
internal sealed record RewriteBody(
    bool Due,
    DateTimeOffset? DueSince,
    bool Running,
    DateTimeOffset? LastAt,
    string? Problem,
    bool LogDue,
    string? LogProblem
)
{
    public static RewriteBody? Of(RewriteStanding? standing) =>
        standing is null
            ? null
            : new(
                standing.IsDue,
                standing.DueSince,
                standing.IsRunning,
                standing.RewrittenAt,
                standing.Problem,
                standing.IsLogDue,
                standing.LogProblem
            );
}

/// <summary>A conversation is gone for every question.</summary>
/// <param name="Rewrite">When its text is out of the database's files.</param>
internal sealed record ErasedBody(RewriteBody Rewrite);

/// <summary>Conversations of this node.</summary>
internal sealed record ConversationCountsBody(int Known, int Awake, int Running, int Unmarked);

/// <summary>Connections, and operators' streams.</summary>
internal sealed record ConnectionCountsBody(int Sse, int WebSocket, int Admin);

/// <summary>Of the last seconds.</summary>
internal sealed record RatesBody(
    double ChunksPerSecond,
    double EventsPerSecond,
    double PromptsPerSecond,
    double DeliveriesPerSecond
);

/// <summary>Atomic writes of the last seconds.</summary>
internal sealed record WritesBody(
    double PerSecond,
    QuantilesBody Size,
    QuantilesBody LatencyMilliseconds
);

/// <summary>Mailboxes of the last seconds, each looked at when a write was answered.</summary>
internal sealed record MailboxesBody(double P50, double P99, double Max, string? Deepest);

/// <summary>The process; percentages are of all processors, and of the time.</summary>
internal sealed record ProcessBody(
    double CpuPercent,
    long WorkingSetBytes,
    long ManagedBytes,
    int Threads,
    double GcPausePercent
);

/// <summary>Three quantiles.</summary>
internal sealed record QuantilesBody(double P50, double P99, double Max)
{
    /// <param name="values">What was counted.</param>
    /// <param name="unit">Counted units in one of the body's.</param>
    public static QuantilesBody Of(Distribution values, double unit = 1) =>
        new(values.Quantile(0.5) / unit, values.Quantile(0.99) / unit, values.Max / unit);
}

/// <summary>Older overviews, oldest first.</summary>
internal sealed record OverviewHistoryBody(IReadOnlyList<OverviewBody> Points);
