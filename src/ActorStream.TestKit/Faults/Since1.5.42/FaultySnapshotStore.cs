using Akka.Persistence;

namespace ActorStream.TestKit.Faults;

/// <summary>The plug-in's methods as Akka.NET has them since 1.5.42: they can be cancelled. What is simulated is not.</summary>
public sealed partial class FaultySnapshotStore
{
    /// <inheritdoc/>
    protected override Task<SelectedSnapshot> LoadAsync(
        string persistenceId,
        SnapshotSelectionCriteria criteria,
        CancellationToken cancellationToken
    ) => LoadNewestAsync(persistenceId, criteria);

    /// <inheritdoc/>
    protected override Task SaveAsync(
        SnapshotMetadata metadata,
        object snapshot,
        CancellationToken cancellationToken
    ) => StoreAsync(metadata, snapshot);

    /// <inheritdoc/>
    protected override Task DeleteAsync(
        SnapshotMetadata metadata,
        CancellationToken cancellationToken
    ) => DeleteOneAsync(metadata);

    /// <inheritdoc/>
    protected override Task DeleteAsync(
        string persistenceId,
        SnapshotSelectionCriteria criteria,
        CancellationToken cancellationToken
    ) => DeleteAllAsync(persistenceId, criteria);
}
