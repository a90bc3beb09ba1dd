namespace Akka.Persistence;

/// <summary>The snapshots were deleted.</summary>
public sealed class DeleteSnapshotsSuccess(SnapshotSelectionCriteria criteria)
    : ISnapshotResponse,
        IEquatable<DeleteSnapshotsSuccess>
{
    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; } = criteria;

    /// <inheritdoc />
    public bool Equals(DeleteSnapshotsSuccess? other) =>
        other is not null && Equals(Criteria, other.Criteria);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshotsSuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Criteria);

    /// <inheritdoc />
    public override string ToString() => $"DeleteSnapshotsSuccess({Criteria})";
}
