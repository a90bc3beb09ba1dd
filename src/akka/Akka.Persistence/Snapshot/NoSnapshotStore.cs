namespace Akka.Persistence.Snapshot;

/// <summary>Stands in where no snapshot store is configured: it has none, and saves none.</summary>
public sealed class NoSnapshotStore : SnapshotStore
{
    /// <summary>A snapshot was to be saved or deleted, and there is no store.</summary>
    public class NoSnapshotStoreException : Exception
    {
        /// <summary>Creates it.</summary>
        public NoSnapshotStoreException() { }

        /// <summary>Creates it with a message.</summary>
        public NoSnapshotStoreException(string message)
            : base(message) { }

        /// <summary>Creates it with a message and a cause.</summary>
        public NoSnapshotStoreException(string message, Exception cause)
            : base(message, cause) { }
    }

    /// <inheritdoc />
    protected override Task<SelectedSnapshot> LoadAsync(
        string persistenceId,
        SnapshotSelectionCriteria criteria
    ) => Task.FromResult<SelectedSnapshot>(null!);

    /// <inheritdoc />
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) =>
        Task.FromException(NotConfigured());

    /// <inheritdoc />
    protected override Task DeleteAsync(SnapshotMetadata metadata) =>
        Task.FromException(NotConfigured());

    /// <inheritdoc />
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Task.FromException(NotConfigured());

    private static NoSnapshotStoreException NotConfigured() =>
        new("No snapshot store is configured: akka.persistence.snapshot-store.plugin is empty.");
}
