using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Compacting;

/// <summary>Drops snapshots that a newer one of the same conversation has replaced.</summary>
public static class SnapshotSweep
{
    /// <summary>Keeps the newest of each conversation.</summary>
    /// <returns>How many were dropped.</returns>
    public static async Task<long> DropOldAsync(
        IJournalMaintenance maintenance,
        CancellationToken cancellation = default
    )
    {
        var newest = new Dictionary<string, long>(StringComparer.Ordinal);
        var hasOlder = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in maintenance.Database.SnapshotsAsync(null, cancellation))
        {
            if (!newest.TryAdd(row.PersistenceId, row.SequenceNr))
            {
                newest[row.PersistenceId] = Math.Max(newest[row.PersistenceId], row.SequenceNr);
                hasOlder.Add(row.PersistenceId);
            }
        }

        if (hasOlder.Count == 0)
            return 0;
        var dropped = 0L;
        await using var transaction = await maintenance.BeginAsync(cancellation);
        foreach (var id in hasOlder)
        {
            dropped += await transaction.DeleteSnapshotsAsync(
                id,
                long.MinValue,
                newest[id] - 1,
                cancellation
            );
        }

        await transaction.CommitAsync(cancellation);
        return dropped;
    }
}
