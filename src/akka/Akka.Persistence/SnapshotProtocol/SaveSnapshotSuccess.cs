namespace Akka.Persistence;

/// <summary>A snapshot was saved.</summary>
public sealed class SaveSnapshotSuccess(SnapshotMetadata metadata)
    : ISnapshotResponse,
        IEquatable<SaveSnapshotSuccess>
{
    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; } = metadata;

    /// <inheritdoc />
    public bool Equals(SaveSnapshotSuccess? other) =>
        other is not null && Equals(Metadata, other.Metadata);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SaveSnapshotSuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Metadata);

    /// <inheritdoc />
    public override string ToString() => $"SaveSnapshotSuccess({Metadata})";
}
