namespace Akka.Persistence.Snapshot;

/// <summary>Keeps snapshots in memory, for tests: they are gone with the actor system.</summary>
public class MemorySnapshotStore : SnapshotStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<SelectedSnapshot>> _snapshots = new(
        StringComparer.Ordinal
    );

    /// <inheritdoc />
    protected override Task<SelectedSnapshot> LoadAsync(
        string persistenceId,
        SnapshotSelectionCriteria criteria
    )
    {
        SelectedSnapshot? latest = null;
        lock (_gate)
        {
            foreach (var snapshot in Of(persistenceId))
            {
                if (
                    criteria.IsMatch(snapshot.Metadata)
                    && (
                        latest is null
                        || SnapshotMetadata.Comparer.Compare(snapshot.Metadata, latest.Metadata) > 0
                    )
                )
                {
                    latest = snapshot;
                }
            }
        }

        return Task.FromResult(latest!);
    }

    /// <inheritdoc />
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        lock (_gate)
        {
            var snapshots = Of(metadata.PersistenceId);
            snapshots.RemoveAll(other => other.Metadata.SequenceNr == metadata.SequenceNr);
            snapshots.Add(new SelectedSnapshot(metadata, snapshot));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        lock (_gate)
        {
            Of(metadata.PersistenceId)
                .RemoveAll(snapshot =>
                    snapshot.Metadata.SequenceNr == metadata.SequenceNr
                    && (
                        metadata.Timestamp == DateTime.MinValue
                        || snapshot.Metadata.Timestamp == metadata.Timestamp
                    )
                );
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        lock (_gate)
        {
            Of(persistenceId).RemoveAll(snapshot => criteria.IsMatch(snapshot.Metadata));
        }

        return Task.CompletedTask;
    }

    private List<SelectedSnapshot> Of(string persistenceId)
    {
        if (!_snapshots.TryGetValue(persistenceId, out var snapshots))
        {
            snapshots = [];
            _snapshots.Add(persistenceId, snapshots);
        }

        return snapshots;
    }
}
