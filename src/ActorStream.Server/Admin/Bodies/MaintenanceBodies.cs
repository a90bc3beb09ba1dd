using ActorStream.Operations.Overviews;

namespace ActorStream.Server.Admin.Bodies;

/// <summary>The whole database.</summary>
internal sealed record StatsBody(
    ConversationCounts Conversations,
    long Events,
    long Chunks,
    TurnCounts Turns,
    long PayloadBytes,
    long? DatabaseBytes,
    long? LogBytes,
    long Snapshots,
    DateTimeOffset? Oldest,
    DateTimeOffset? Newest,
    IReadOnlyList<TenantTotals> ByTenant,
    IReadOnlyList<SummaryBody> Largest
);

/// <summary>What an examination of the journal found.</summary>
internal sealed record DoctorBody(bool Ok, IReadOnlyList<CheckBody> Checks);

/// <summary>One thing that was looked at.</summary>
internal sealed record CheckBody(string Name, string Status, string Detail);

/// <summary>What healing would do, or did.</summary>
/// <param name="Applied">Whether it was done.</param>
/// <param name="Findings">What is wrong.</param>
/// <param name="Steps">What makes it whole.</param>
/// <param name="Obstacle">Why nothing can, or null.</param>
/// <param name="Offline">The command for the stopped server, where a step needs that; else null.</param>
/// <param name="Plan">What the plan was made of: who sends it back has this plan done, and no other.</param>
/// <param name="Quarantine">The server's file with the rows that were damaged; null if there are none.</param>
internal sealed record HealingBody(
    bool Applied,
    IReadOnlyList<FindingBody> Findings,
    IReadOnlyList<HealingStepBody> Steps,
    string? Obstacle,
    string? Offline,
    string Plan,
    string? Quarantine = null
);

/// <summary>Damage.</summary>
internal sealed record FindingBody(
    string ConversationId,
    long SequenceNr,
    string Kind,
    string Reason
);

/// <summary>One change.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="SequenceNr">The row's number.</param>
/// <param name="Detail">Why.</param>
/// <param name="Live">Whether it can be done while the server runs.</param>
/// <param name="Lost">What is lost by it: a start, a prompt, a chunk or an end; else null.</param>
internal sealed record HealingStepBody(
    string Kind,
    long SequenceNr,
    string Detail,
    bool Live,
    string? Lost
);

/// <summary>How far a verification is.</summary>
internal sealed record VerifyProgressBody(long Checked, long Total);

/// <summary>The end of a verification.</summary>
internal sealed record VerifiedBody(
    long Events,
    long Conversations,
    long Snapshots,
    long OpenTurns,
    long Findings,
    double Seconds
);

/// <summary>How far a large order is, in conversations.</summary>
internal sealed record UpkeepProgressBody(long Done, long Total);

/// <summary>The end of a compaction.</summary>
/// <param name="Conversations">Those that were compacted.</param>
/// <param name="DroppedSnapshots">What they had too many.</param>
/// <param name="Skipped">Those that could not be: a turn was open, or they have gone.</param>
/// <param name="Rewritten">Whether the tables were rewritten.</param>
/// <param name="RewriteProblem">Why they were not, where that was to be done.</param>
/// <param name="LogProblem">Why the database's log was not cleaned after that.</param>
internal sealed record CompactedBody(
    long Conversations,
    long DroppedSnapshots,
    long Skipped,
    bool Rewritten,
    string? RewriteProblem,
    string? LogProblem
);

/// <summary>A conversation that has to go.</summary>
internal sealed record GoingBody(
    string ConversationId,
    string? Tenant,
    string Reason,
    DateTimeOffset UpdatedAt,
    long Events,
    long PayloadBytes
);

/// <summary>The end of a pruning.</summary>
/// <param name="Applied">Whether anything was done.</param>
/// <param name="Conversations">Those that have to go.</param>
/// <param name="Erased">Those that went.</param>
/// <param name="Skipped">Those that are in use again, or could not be erased.</param>
/// <param name="Rewrite">When their text is out of the database's files; null where it is already.</param>
internal sealed record PrunedBody(
    bool Applied,
    long Conversations,
    long Erased,
    long Skipped,
    RewriteBody? Rewrite
);

/// <summary>What an import took.</summary>
/// <param name="Imported">Conversations that came.</param>
/// <param name="Events">Their events.</param>
/// <param name="Refused">Conversations that did not, or what cannot be told whose it was.</param>
/// <param name="Refusals">The first of them.</param>
internal sealed record ImportedBody(
    long Imported,
    long Events,
    long Refused,
    IReadOnlyList<ImportRefusalBody> Refusals
);

/// <summary>A conversation that was not imported.</summary>
internal sealed record ImportRefusalBody(string? ConversationId, long Line, string Reason);
