using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Verifying;

/// <summary>
/// Verifies a whole journal, or one conversation: every payload by its checksum and content, the rows of each
/// conversation against each other, its tags and snapshots. Reads only; may run beside a server.
/// </summary>
/// <remarks>
/// Rows come from the store in pages. Pages are decoded by as many threads as there are processors and then
/// looked at in their order, so that memory is a few pages and a few words for each conversation. Lost last
/// rows are found by tags and snapshots that speak of them, and on SQLite by the places that are missing in the
/// whole database (<see cref="PlaceCount"/>), which needs a verification of everything. What cannot be found:
/// on PostgreSQL, the loss of last rows of which no tag or snapshot speaks.
/// </remarks>
public static class JournalVerifier
{
    /// <summary>Pages that are decoded or wait to be looked at.</summary>
    private static readonly int MaxPagesAhead = 2 * Environment.ProcessorCount;

    /// <summary>Verifies everything.</summary>
    /// <param name="database">The journal.</param>
    /// <param name="found">Hears of each finding, in no promised order; called by one thread at a time.</param>
    /// <param name="progress">Hears now and then how many rows are done.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<VerificationSummary> VerifyAsync(
        IJournalDatabase database,
        Action<Finding> found,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var snapshots = await SnapshotsAsync(database, null, found, cancellation);
        var strayTags = await StrayTags.OfAsync(database, null, cancellation);
        // Before the rows are read: those that are written meanwhile are left out of the count.
        var places = await PlaceCount.OfAsync(database, cancellation);
        var walk = new JournalWalk(snapshots, strayTags, places, found);
        await foreach (
            var page in DecodedAsync(database.ScanAsync(withTags: true, cancellation))
                .WithCancellation(cancellation)
        )
        {
            walk.Add(page);
            progress?.Report(walk.Rows);
        }

        return await walk.EndAsync(database, cancellation);
    }

    /// <summary>Verifies one conversation.</summary>
    public static async Task<VerificationSummary> VerifyAsync(
        IJournalDatabase database,
        string persistenceId,
        Action<Finding> found,
        CancellationToken cancellation = default
    )
    {
        var snapshots = await SnapshotsAsync(database, persistenceId, found, cancellation);
        var strayTags = await StrayTags.OfAsync(database, persistenceId, cancellation);
        var walk = new JournalWalk(snapshots, strayTags, null, found);
        await foreach (
            var row in database.RowsAsync(
                persistenceId,
                from: long.MinValue,
                withTags: true,
                cancellation: cancellation
            )
        )
        {
            walk.Add([CheckedRow.Of(row)]);
        }

        return await walk.EndAsync(database, cancellation);
    }

    private static async Task<Dictionary<string, List<SnapshotSum>>> SnapshotsAsync(
        IJournalDatabase database,
        string? persistenceId,
        Action<Finding> found,
        CancellationToken cancellation
    )
    {
        var snapshots = new Dictionary<string, List<SnapshotSum>>(StringComparer.Ordinal);
        await foreach (var row in database.SnapshotsAsync(persistenceId, cancellation))
        {
            var sum = SnapshotSum.Of(row);
            if (!snapshots.TryGetValue(row.PersistenceId, out var ofOne))
                snapshots[row.PersistenceId] = ofOne = [];
            ofOne.Add(sum);
            if (!sum.IsReadable)
            {
                found(new(row.PersistenceId, row.SequenceNr, FindingKind.Snapshot, sum.Reason!));
            }
        }

        return snapshots;
    }

    /// <summary>The same pages in the same order, decoded ahead by all processors.</summary>
    private static async IAsyncEnumerable<CheckedRow[]> DecodedAsync(
        IAsyncEnumerable<IReadOnlyList<JournalRow>> pages
    )
    {
        var ahead = new Queue<Task<CheckedRow[]>>();
        await foreach (var page in pages)
        {
            ahead.Enqueue(Task.Run(() => Decode(page)));
            if (ahead.Count >= MaxPagesAhead)
                yield return await ahead.Dequeue();
        }

        while (ahead.TryDequeue(out var page))
            yield return await page;
    }

    private static CheckedRow[] Decode(IReadOnlyList<JournalRow> page)
    {
        var decoded = new CheckedRow[page.Count];
        for (var i = 0; i < decoded.Length; i++)
            decoded[i] = CheckedRow.Of(page[i]);
        return decoded;
    }
}

/// <summary>What was verified.</summary>
/// <param name="Rows">Rows of the journal.</param>
/// <param name="Conversations">Conversations.</param>
/// <param name="Snapshots">Snapshots.</param>
/// <param name="OpenTurns">
/// Turns without an end: they are being answered, or the server's next start marks them. No damage.
/// </param>
/// <param name="Findings">How much damage was found.</param>
public sealed record VerificationSummary(
    long Rows,
    long Conversations,
    long Snapshots,
    long OpenTurns,
    long Findings
);
