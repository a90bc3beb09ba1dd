namespace ActorStream.Operations.Databases;

/// <summary>A transaction that changes one persistence id and refuses every other change.</summary>
/// <param name="inner">The transaction.</param>
/// <param name="persistenceId">What it may change.</param>
/// <param name="beforeCommit">Throws if it must not be committed any more.</param>
/// <param name="afterwards">Hears at the disposal whether it is known to be committed.</param>
internal sealed class OneConversation(
    IJournalTransaction inner,
    string persistenceId,
    Func<CancellationToken, Task>? beforeCommit = null,
    Func<bool, Task>? afterwards = null
) : IJournalTransaction
{
    private bool _isCommitted;

    public Task<string> MarkAsync(string id, CancellationToken cancellation = default) =>
        inner.MarkAsync(Mine(id), cancellation);

    public Task AppendAsync(
        IReadOnlyList<JournalRow> rows,
        bool keepOrdering = false,
        CancellationToken cancellation = default
    )
    {
        foreach (var row in rows)
            Mine(row.PersistenceId);
        return inner.AppendAsync(rows, keepOrdering, cancellation);
    }

    public Task<bool> ReplacePayloadAsync(
        string id,
        long sequenceNr,
        string manifest,
        byte[] payload,
        CancellationToken cancellation = default
    ) => inner.ReplacePayloadAsync(Mine(id), sequenceNr, manifest, payload, cancellation);

    public Task<bool> MarkDeletedAsync(
        string id,
        long sequenceNr,
        CancellationToken cancellation = default
    ) => inner.MarkDeletedAsync(Mine(id), sequenceNr, cancellation);

    public Task<long> DeleteRowsAsync(
        string id,
        long from,
        long to,
        CancellationToken cancellation = default
    ) => inner.DeleteRowsAsync(Mine(id), from, to, cancellation);

    public Task<long> DeleteConversationAsync(
        string id,
        CancellationToken cancellation = default
    ) => inner.DeleteConversationAsync(Mine(id), cancellation);

    public Task SaveSnapshotsAsync(
        IReadOnlyList<SnapshotRow> snapshots,
        CancellationToken cancellation = default
    )
    {
        foreach (var snapshot in snapshots)
            Mine(snapshot.PersistenceId);
        return inner.SaveSnapshotsAsync(snapshots, cancellation);
    }

    public Task<long> DeleteSnapshotsAsync(
        string? id,
        long from = 0,
        long to = long.MaxValue,
        CancellationToken cancellation = default
    ) => inner.DeleteSnapshotsAsync(Mine(id), from, to, cancellation);

    public Task<long> DeleteStrayTagsAsync(string id, CancellationToken cancellation = default) =>
        inner.DeleteStrayTagsAsync(Mine(id), cancellation);

    public Task<long?> FreePlaceAsync(
        long after,
        long before,
        CancellationToken cancellation = default
    ) => inner.FreePlaceAsync(after, before, cancellation);

    public Task AcceptLossAsync(long rows, CancellationToken cancellation = default) =>
        throw NotMine();

    public async Task CommitAsync(CancellationToken cancellation = default)
    {
        if (beforeCommit is not null)
            await beforeCommit(cancellation);
        await inner.CommitAsync(cancellation);
        _isCommitted = true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await inner.DisposeAsync();
        }
        finally
        {
            if (afterwards is not null)
                await afterwards(_isCommitted);
        }
    }

    private string Mine(string? id) => id == persistenceId ? id : throw NotMine();

    private InvalidOperationException NotMine() =>
        new($"Only {persistenceId} may be changed while its server runs.");
}
