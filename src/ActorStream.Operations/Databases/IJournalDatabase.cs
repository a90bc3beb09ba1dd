namespace ActorStream.Operations.Databases;

/// <summary>
/// A journal's database, opened for reading only: it creates nothing and holds up no writer, so it may
/// be used beside a running server. Safe for several callers at once.
/// </summary>
/// <remarks>
/// Streams read in pages, each of its own moment, so that a slow consumer keeps no transaction open;
/// <see cref="ScanAsync"/> alone sees one moment of the whole database. A database that fails
/// throws <see cref="JournalProblem"/>.
/// </remarks>
public interface IJournalDatabase : IAsyncDisposable
{
    /// <summary>Which store it is.</summary>
    JournalStore Store { get; }

    /// <summary>What to call it before an operator: the file, or host and database. No secrets.</summary>
    string Name { get; }

    /// <summary>
    /// Every persistence id with its totals, the one with the latest row first.
    /// </summary>
    /// <param name="limit">How many at most; null for all.</param>
    IAsyncEnumerable<ConversationTotals> ConversationsAsync(
        int? limit,
        CancellationToken cancellation = default
    );

    /// <summary>The totals of one persistence id, or null if it has no row.</summary>
    Task<ConversationTotals?> ConversationAsync(
        string persistenceId,
        CancellationToken cancellation = default
    );

    /// <summary>The first rows of these persistence ids, in the order of the question.</summary>
    Task<IReadOnlyList<ConversationBeginning>> BeginningsAsync(
        IReadOnlyList<string> persistenceIds,
        CancellationToken cancellation = default
    );

    /// <summary>Persistence ids that begin like this, at most so many.</summary>
    Task<IReadOnlyList<string>> FindAsync(
        string beginning,
        int limit,
        CancellationToken cancellation = default
    );

    /// <summary>
    /// The rows of one persistence id by sequence number, both ends included; deleted ones too.
    /// </summary>
    IAsyncEnumerable<JournalRow> RowsAsync(
        string persistenceId,
        long from = 1,
        long to = long.MaxValue,
        bool withTags = false,
        CancellationToken cancellation = default
    );

    /// <summary>
    /// The next rows after a place in the database, of one persistence id or (null) of all, by their
    /// ordering. On PostgreSQL, rows whose predecessors are not visible yet are held back, so that a
    /// follower misses none.
    /// </summary>
    Task<IReadOnlyList<JournalRow>> RowsAfterAsync(
        long ordering,
        string? persistenceId,
        int limit,
        CancellationToken cancellation = default
    );

    /// <summary>The place of the last row, 0 if there is none.</summary>
    Task<long> LastOrderingAsync(CancellationToken cancellation = default);

    /// <summary>
    /// The place up to which no row will appear any more: everything up to it can be read by now. Waits
    /// for writes that are under way.
    /// </summary>
    Task<long> SettledOrderingAsync(CancellationToken cancellation = default);

    /// <summary>The place before the last <paramref name="count"/> rows.</summary>
    Task<long> OrderingBeforeLastAsync(
        int count,
        string? persistenceId,
        CancellationToken cancellation = default
    );

    /// <summary>Snapshots, of one persistence id or (null) of all, by id and sequence number.</summary>
    IAsyncEnumerable<SnapshotRow> SnapshotsAsync(
        string? persistenceId,
        CancellationToken cancellation = default
    );

    /// <summary>How many rows the table <c>journal</c> has, for a progress bar.</summary>
    Task<long> CountRowsAsync(CancellationToken cancellation = default);

    /// <summary>
    /// All rows of one moment, in pages, as fast as the store gives them: the rows of a persistence id
    /// stand together, by ascending sequence number; the ids come in the store's own order. The next
    /// pages are read while a page is being worked on.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<JournalRow>> ScanAsync(
        bool withTags = false,
        CancellationToken cancellation = default
    );

    /// <summary>
    /// Persistence ids whose first row is marked as deleted, as that of an erased conversation is, and that have
    /// snapshots all the same.
    /// </summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<string>> LeftSnapshotsAsync(
        int limit,
        CancellationToken cancellation = default
    );

    /// <summary>
    /// Rows of the table <c>tags</c> that belong to no row of the journal, or give it another name or number:
    /// whose they are, by the row if there is one. Each place once.
    /// </summary>
    /// <param name="persistenceId">Only those of this one; null for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<(string PersistenceId, long SequenceNr)>> StrayTagsAsync(
        string? persistenceId,
        int limit,
        CancellationToken cancellation = default
    );

    /// <summary>
    /// Which orderings were given out, where each was a row's; null where some lawfully never were one.
    /// </summary>
    Task<GivenPlaces?> GivenPlacesAsync(CancellationToken cancellation = default);

    /// <summary>The orderings up to one that no row has, in runs, the lowest first.</summary>
    Task<IReadOnlyList<(long From, long To)>> FreePlacesAsync(
        long last,
        int limit,
        CancellationToken cancellation = default
    );

    /// <summary>Counts and sizes. Reads every row once.</summary>
    Task<JournalStatistics> StatisticsAsync(CancellationToken cancellation = default);
}

/// <summary>Orderings that were given out one after the other, from 1.</summary>
/// <param name="Last">The last one.</param>
/// <param name="Accepted">
/// How many rows are gone that an operator knows of (less those that an import never brought).
/// </param>
public sealed record GivenPlaces(long Last, long Accepted);

/// <summary>The stores that a journal can be in.</summary>
public enum JournalStore
{
    /// <summary>An embedded SQLite file.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server's database.</summary>
    Postgres,
}
