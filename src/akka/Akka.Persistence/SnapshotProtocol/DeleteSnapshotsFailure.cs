namespace Akka.Persistence;

/// <summary>The snapshots could not be deleted.</summary>
public sealed class DeleteSnapshotsFailure(SnapshotSelectionCriteria criteria, Exception cause)
    : ISnapshotResponse,
        IEquatable<DeleteSnapshotsFailure>
{
    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; } = criteria;

    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <inheritdoc />
    public bool Equals(DeleteSnapshotsFailure? other) =>
        other is not null && Equals(Criteria, other.Criteria) && Equals(Cause, other.Cause);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshotsFailure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Criteria, Cause);

    /// <inheritdoc />
    public override string ToString() => $"DeleteSnapshotsFailure({Criteria}, {Cause})";
}
