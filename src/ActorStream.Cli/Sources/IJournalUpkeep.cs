using ActorStream.Operations.Exporting;
using ActorStream.Operations.Healing;
using ActorStream.Operations.Verifying;
using ActorStream.Retention;

namespace ActorStream.Cli.Sources;

/// <summary>
/// What operators do with a journal besides reading it, whether on its database or through a server.
/// Conversations are named by their ids or by beginnings that only one has.
/// </summary>
internal interface IJournalUpkeep
{
    /// <summary>Looks for damage in one conversation or (null) in all.</summary>
    Task<VerificationSummary> VerifyAsync(
        string? conversation,
        Action<Damage> found,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    );

    /// <summary>Says what makes one conversation or (null) all whole again, or does it.</summary>
    Task<Healing> HealAsync(
        string? conversation,
        HealingOrder order,
        Action<HealingNote> note,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    );

    /// <summary>Writes these conversations, or all if there are none, as lines of JSON.</summary>
    Task<ExportSummary> ExportAsync(
        IReadOnlyList<string> conversations,
        Stream output,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    );

    /// <summary>Says which conversations these are, and erases them if it is to be done.</summary>
    Task<Erased> EraseAsync(
        IReadOnlyList<string> conversations,
        bool apply,
        Action<string> chosen,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    );

    /// <summary>Reads an export into the journal.</summary>
    Task<ImportSummary> ImportAsync(
        Stream input,
        Action<ImportNote> refused,
        CancellationToken cancellation
    );

    /// <summary>Says which conversations have to go, and erases them if it is to be done.</summary>
    Task<Erased> PruneAsync(
        PruneOrder order,
        Action<string, string> going,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    );

    /// <summary>Drops snapshots that a newer one has replaced, of one conversation or (null) of all.</summary>
    Task<Compacted> CompactAsync(
        string? conversation,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    );

    /// <summary>The snapshots of one conversation or (null) of all.</summary>
    IAsyncEnumerable<SnapshotNote> SnapshotsAsync(
        string? conversation,
        CancellationToken cancellation
    );

    /// <summary>Makes a conversation's snapshot, and tells which it has now.</summary>
    IAsyncEnumerable<SnapshotNote> MakeSnapshotAsync(
        string conversation,
        CancellationToken cancellation
    );
}

/// <summary>Damage, and where it is.</summary>
internal sealed record Damage(string ConversationId, long SequenceNr, string Kind, string Reason);

/// <summary>Whether healing is to be done, and the file that damaged rows are kept in.</summary>
internal sealed record HealingOrder(bool Apply, string? Quarantine);

/// <summary>One step of healing, or why there is none.</summary>
/// <param name="ConversationId">Whose.</param>
/// <param name="SequenceNr">The row's number.</param>
/// <param name="Action">What is done.</param>
/// <param name="Reason">Why.</param>
/// <param name="Lost">What is lost by it, in one word, or null.</param>
internal sealed record HealingNote(
    string ConversationId,
    long SequenceNr,
    string Action,
    string Reason,
    string? Lost = null
)
{
    /// <summary>Whether nothing is done, and this is why.</summary>
    public bool IsObstacle { get; private init; }

    /// <summary>It contradicts itself: nobody can heal it.</summary>
    public static HealingNote Obstacle(string id, string reason) =>
        new(id, 0, "cannot-heal", reason) { IsObstacle = true };

    /// <summary>It can be healed, but not here and now.</summary>
    public static HealingNote Refusal(string id, string reason) =>
        new(id, 0, "refused", reason) { IsObstacle = true };
}

/// <summary>What became of healing.</summary>
/// <param name="Summary">The count of it.</param>
/// <param name="Quarantines">The files with the damaged rows: none, one, or a server's for each conversation.</param>
internal sealed record Healing(HealingSummary Summary, IReadOnlyList<string> Quarantines);

/// <summary>A stored snapshot.</summary>
internal sealed record SnapshotNote(
    string ConversationId,
    long SequenceNr,
    DateTimeOffset CreatedAt,
    string? Manifest,
    long Bytes
);

/// <summary>Why a conversation, or (null) what cannot be told whose it is, was not imported.</summary>
internal sealed record ImportNote(string? ConversationId, string Reason);

/// <summary>What is kept.</summary>
/// <param name="Limits">Of each tenant.</param>
/// <param name="Age">The limit of age as it was typed.</param>
/// <param name="MaxTotalBytes">Of all tenants together.</param>
/// <param name="Tenant">Only this one.</param>
/// <param name="Apply">Whether it is to be done.</param>
internal sealed record PruneOrder(
    RetentionLimits Limits,
    string? Age,
    long? MaxTotalBytes,
    string? Tenant,
    bool Apply
);

/// <summary>What became of an erasure.</summary>
/// <param name="Conversations">How many were erased.</param>
/// <param name="TextLeft">Where text of them may be left, and why; null if nowhere.</param>
internal sealed record Erased(int Conversations, string? TextLeft = null)
{
    /// <summary>What their text waits for in a running server's tables; null if for nothing.</summary>
    public DueRewrite? Rewrite { get; init; }
}

/// <summary>The tables' files hold what was erased until the server has rewritten them.</summary>
/// <param name="IsRunning">Whether it does that just now.</param>
/// <param name="Problem">Why its last attempt failed, or null.</param>
internal sealed record DueRewrite(bool IsRunning, string? Problem);

/// <summary>What became of a compaction.</summary>
/// <param name="DroppedSnapshots">Snapshots that are gone.</param>
/// <param name="Skipped">Conversations that could not be compacted now.</param>
/// <param name="IsRewritten">Whether the database gave the space back.</param>
internal sealed record Compacted(long DroppedSnapshots, long Skipped, bool IsRewritten)
{
    /// <summary>Why it did not, where it was to; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>Why the database's log may hold what was erased all the same; null if it does not.</summary>
    public string? LogProblem { get; init; }

    /// <summary>In a sentence.</summary>
    public static string LogMayHoldIt(string problem) =>
        "The database's write-ahead log may hold text of what was erased until its segments are used again: "
        + problem;
}
