using Akka.Persistence;

namespace ActorStream.TestKit.Faults;

/// <summary>The plug-in's methods as Akka.NET has them until 1.5.41.</summary>
public sealed partial class FaultySnapshotStore
{
    /// <inheritdoc/>
    protected override Task<SelectedSnapshot> LoadAsync(
        string persistenceId,
        SnapshotSelectionCriteria criteria
    ) => LoadNewestAsync(persistenceId, criteria);

    /// <inheritdoc/>
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) =>
        StoreAsync(metadata, snapshot);

    /// <inheritdoc/>
    protected override Task DeleteAsync(SnapshotMetadata metadata) => DeleteOneAsync(metadata);

    /// <inheritdoc/>
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        DeleteAllAsync(persistenceId, criteria);
}
