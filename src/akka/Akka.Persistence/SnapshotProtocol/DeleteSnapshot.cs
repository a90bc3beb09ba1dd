namespace Akka.Persistence;

/// <summary>Asks a snapshot store to delete one snapshot.</summary>
public sealed class DeleteSnapshot(SnapshotMetadata metadata)
    : ISnapshotRequest,
        IEquatable<DeleteSnapshot>
{
    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; } = metadata;

    /// <inheritdoc />
    public bool Equals(DeleteSnapshot? other) =>
        other is not null && Equals(Metadata, other.Metadata);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshot);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Metadata);

    /// <inheritdoc />
    public override string ToString() => $"DeleteSnapshot({Metadata})";
}
