namespace Akka.Persistence;

/// <summary>Asks a snapshot store to delete all snapshots that meet the criteria.</summary>
public sealed class DeleteSnapshots(string persistenceId, SnapshotSelectionCriteria criteria)
    : ISnapshotRequest,
        IEquatable<DeleteSnapshots>
{
    /// <summary>Whose events.</summary>
    public string PersistenceId { get; } = persistenceId;

    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; } = criteria;

    /// <inheritdoc />
    public bool Equals(DeleteSnapshots? other) =>
        other is not null
        && PersistenceId == other.PersistenceId
        && Equals(Criteria, other.Criteria);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshots);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(PersistenceId, Criteria);

    /// <inheritdoc />
    public override string ToString() => $"DeleteSnapshots({PersistenceId}, {Criteria})";
}
