namespace Akka.Persistence;

/// <summary>One snapshot was deleted.</summary>
public sealed class DeleteSnapshotSuccess(SnapshotMetadata metadata)
    : ISnapshotResponse,
        IEquatable<DeleteSnapshotSuccess>
{
    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; } = metadata;

    /// <inheritdoc />
    public bool Equals(DeleteSnapshotSuccess? other) =>
        other is not null && Equals(Metadata, other.Metadata);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshotSuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Metadata);

    /// <inheritdoc />
    public override string ToString() => $"DeleteSnapshotSuccess({Metadata})";
}
