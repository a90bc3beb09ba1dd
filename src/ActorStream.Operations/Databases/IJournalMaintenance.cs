namespace ActorStream.Operations.Databases;

/// <summary>
/// A journal's database, opened for changes. What may be changed depends on who opened it: everything
/// (<see cref="IJournalMaintenance"/>), or one conversation
/// (<see cref="JournalTarget.OpenBesideWriterAsync"/>). For one caller at a time.
/// </summary>
public interface IJournalChanges : IAsyncDisposable
{
    /// <summary>The same database, for reading. Sees what was committed.</summary>
    IJournalDatabase Database { get; }

    /// <summary>Begins a transaction; nothing of it is kept until it is committed.</summary>
    /// <exception cref="JournalProblem">Whoever opened it does not hold the journal any more.</exception>
    Task<IJournalTransaction> BeginAsync(CancellationToken cancellation = default);
}

/// <summary>
/// A journal's database while no server has it: the lock that servers need is held from the opening to
/// the disposal, so nobody else writes. The reading end ends with it.
/// </summary>
public interface IJournalMaintenance : IJournalChanges
{
    /// <summary>
    /// Rewrites the database without the space of rows that are gone, and leaves no old copy of them
    /// in its files or its log.
    /// </summary>
    /// <returns>Why old text may be left in the database's log all the same; null if none is.</returns>
    Task<string?> CompactAsync(CancellationToken cancellation = default);
}

/// <summary>
/// Changes that are kept together or not at all. Disposing without <see cref="CommitAsync"/> undoes
/// them.
/// </summary>
public interface IJournalTransaction : IAsyncDisposable
{
    /// <summary>
    /// What the database holds of one persistence id inside this transaction, as one number that no other
    /// content has (<see cref="ContentMark"/>).
    /// </summary>
    Task<string> MarkAsync(string persistenceId, CancellationToken cancellation = default);

    /// <summary>
    /// Adds rows with their tags. A sequence number that is taken is refused.
    /// </summary>
    /// <param name="rows">The rows, in their order.</param>
    /// <param name="keepOrdering">
    /// Whether the rows' orderings are kept (they must be free) or given anew by the database.
    /// </param>
    /// <exception cref="JournalProblem">A sequence number or an ordering is taken.</exception>
    Task AppendAsync(
        IReadOnlyList<JournalRow> rows,
        bool keepOrdering = false,
        CancellationToken cancellation = default
    );

    /// <summary>Puts another payload into a row. False if there is no such row.</summary>
    Task<bool> ReplacePayloadAsync(
        string persistenceId,
        long sequenceNr,
        string manifest,
        byte[] payload,
        CancellationToken cancellation = default
    );

    /// <summary>Marks a row as one that only keeps its sequence number. False if there is none.</summary>
    Task<bool> MarkDeletedAsync(
        string persistenceId,
        long sequenceNr,
        CancellationToken cancellation = default
    );

    /// <summary>Removes rows and their tags, both ends included, and tells how many rows.</summary>
    Task<long> DeleteRowsAsync(
        string persistenceId,
        long from,
        long to,
        CancellationToken cancellation = default
    );

    /// <summary>
    /// Removes every row, tag and snapshot of a persistence id. Its sequence numbers are free again: an
    /// erasure of a conversation keeps a last row instead.
    /// </summary>
    Task<long> DeleteConversationAsync(
        string persistenceId,
        CancellationToken cancellation = default
    );

    /// <summary>Adds snapshots, in place of those with the same number.</summary>
    Task SaveSnapshotsAsync(
        IReadOnlyList<SnapshotRow> snapshots,
        CancellationToken cancellation = default
    );

    /// <summary>Removes snapshots of one persistence id or (null) of all, and tells how many.</summary>
    Task<long> DeleteSnapshotsAsync(
        string? persistenceId,
        long from = 0,
        long to = long.MaxValue,
        CancellationToken cancellation = default
    );

    /// <summary>
    /// Removes the rows of <see cref="IJournalDatabase.StrayTagsAsync"/> of one persistence id, and tells how
    /// many.
    /// </summary>
    Task<long> DeleteStrayTagsAsync(string persistenceId, CancellationToken cancellation = default);

    /// <summary>
    /// The first ordering between two that no row has; null if there is none nearby, or if free ones tell
    /// nothing in this store.
    /// </summary>
    Task<long?> FreePlaceAsync(long after, long before, CancellationToken cancellation = default);

    /// <summary>
    /// Notes that so many rows more are gone (see <see cref="GivenPlaces.Accepted"/>). Nothing where free
    /// orderings tell nothing.
    /// </summary>
    Task AcceptLossAsync(long rows, CancellationToken cancellation = default);

    /// <summary>Makes the changes durable.</summary>
    Task CommitAsync(CancellationToken cancellation = default);
}
