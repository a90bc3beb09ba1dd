namespace ActorStream.Operations.Rewriting;

/// <summary>
/// Rewrites the tables of a journal whose store leaves the bytes of deleted rows in its files, so that
/// nothing is left there of what was erased. May be used beside the server that writes the journal: its
/// appends wait for a bounded time.
/// </summary>
/// <remarks>A database that fails throws <see cref="Databases.JournalProblem"/>.</remarks>
public interface IJournalRewrite
{
    /// <summary>Whether something was erased since the last rewrite. Reads every row of the journal.</summary>
    Task<RewriteNeed> LookAsync(CancellationToken cancellation = default);

    /// <summary>
    /// Keeps the database from taking samples of what conversations say into its statistics, where an
    /// erasure does not reach them. Locks nothing that conversations need.
    /// </summary>
    Task PrepareAsync(CancellationToken cancellation = default);

    /// <summary>Rewrites the tables, one after the other.</summary>
    /// <param name="limits">How much may be held up.</param>
    /// <param name="progress">Hears how many tables are done, and of how many.</param>
    Task<RewriteResult> RunAsync(
        RewriteLimits limits,
        Action<int, int>? progress = null,
        CancellationToken cancellation = default
    );

    /// <summary>
    /// Takes what was erased before the last rewrite out of the database's log as well. Holds nobody up.
    /// </summary>
    /// <param name="maxBytes">More is not written for it; null means no limit.</param>
    /// <param name="cancellation">Gives up; nothing has to be undone.</param>
    Task<LogCleaning> CleanLogAsync(long? maxBytes, CancellationToken cancellation = default);
}

/// <summary>What a rewrite may hold up.</summary>
/// <param name="LockTimeout">
/// How long it waits for a table that others use. Who comes meanwhile waits behind it.
/// </param>
/// <param name="MaxPause">How long it may keep others from the tables, all together.</param>
/// <param name="MaxBytes">Larger tables are left alone; null means no limit.</param>
public sealed record RewriteLimits(TimeSpan LockTimeout, TimeSpan MaxPause, long? MaxBytes)
{
    /// <summary>Nobody else needs the tables.</summary>
    public static readonly RewriteLimits None = new(TimeSpan.Zero, TimeSpan.Zero, null);
}

/// <summary>How a journal stands.</summary>
/// <param name="Erased">Conversations that were ever erased.</param>
/// <param name="IsDue">Whether rows of some may still be in the tables' files.</param>
/// <param name="RewrittenAt">When the tables were last rewritten; null if that is not known.</param>
/// <param name="Bytes">What the tables take, with indexes.</param>
/// <param name="IsLogDue">Whether the log may hold what the last rewrite took out of the tables.</param>
public sealed record RewriteNeed(
    long Erased,
    bool IsDue,
    DateTimeOffset? RewrittenAt,
    long Bytes,
    bool IsLogDue = false
);

/// <summary>How a rewrite ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Bytes">What the tables took before it, with indexes.</param>
/// <param name="Problem">Why it was not done, in words for the operator; null if it was.</param>
public sealed record RewriteResult(RewriteOutcome Outcome, long Bytes, string? Problem = null)
{
    /// <summary>Why the log was not cleaned after it; null if it was.</summary>
    public string? LogProblem { get; init; }
}

/// <summary>How a rewrite can end.</summary>
public enum RewriteOutcome
{
    /// <summary>Nothing of what was erased is left in the tables' files.</summary>
    Done,

    /// <summary>Somebody uses the tables, or still sees what was erased. Trying again helps.</summary>
    Busy,

    /// <summary>The tables are larger than the limit.</summary>
    TooLarge,

    /// <summary>It was given up and undone: others would have had to wait too long.</summary>
    TooSlow,

    /// <summary>The role does not own the tables.</summary>
    NotAllowed,
}
