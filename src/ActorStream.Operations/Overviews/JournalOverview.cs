using ActorStream.Operations.Conversations;

namespace ActorStream.Operations.Overviews;

/// <summary>A journal as a whole, in an operator's terms.</summary>
/// <param name="Conversations">Conversations by how they stand.</param>
/// <param name="Events">Stored events of conversations.</param>
/// <param name="Chunks">Those of them that are pieces of answers.</param>
/// <param name="Turns">Turns by how they ended.</param>
/// <param name="PayloadBytes">What the events' payloads take.</param>
/// <param name="DatabaseBytes">What the database takes on the disk, log not included.</param>
/// <param name="LogBytes">What SQLite's log takes; null where there is none.</param>
/// <param name="Snapshots">Stored snapshots.</param>
/// <param name="Oldest">When the oldest row was written, or null.</param>
/// <param name="Newest">When the latest row was written, or null.</param>
/// <param name="ByTenant">Conversations by whose they are, the one with the most bytes first.</param>
/// <param name="Largest">The conversations with the most bytes.</param>
public sealed record JournalOverview(
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
    IReadOnlyList<ConversationSummary> Largest
);

/// <summary>How many conversations there are.</summary>
public sealed record ConversationCounts(long Total, long Idle, long Running, long Deleted);

/// <summary>How turns ended; open ones are being answered, or the next start marks them.</summary>
public sealed record TurnCounts(
    long Completed,
    long Aborted,
    long Failed,
    long Interrupted,
    long Open
);

/// <summary>What one tenant has.</summary>
public sealed record TenantTotals(
    string? Tenant,
    long Conversations,
    long Events,
    long PayloadBytes
);
