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
internal sealed record HealingBody(
    bool Applied,
    IReadOnlyList<FindingBody> Findings,
    IReadOnlyList<HealingStepBody> Steps,
    string? Obstacle
);

/// <summary>Damage.</summary>
internal sealed record FindingBody(
    string ConversationId,
    long SequenceNr,
    string Kind,
    string Reason
);

/// <summary>One change.</summary>
internal sealed record HealingStepBody(string Kind, long SequenceNr, string Detail);

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
