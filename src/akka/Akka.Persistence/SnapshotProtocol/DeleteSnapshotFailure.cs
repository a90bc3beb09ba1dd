namespace Akka.Persistence;

/// <summary>One snapshot could not be deleted.</summary>
public sealed class DeleteSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    : ISnapshotResponse,
        IEquatable<DeleteSnapshotFailure>
{
    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; } = metadata;

    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <inheritdoc />
    public bool Equals(DeleteSnapshotFailure? other) =>
        other is not null && Equals(Metadata, other.Metadata) && Equals(Cause, other.Cause);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshotFailure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Metadata, Cause);

    /// <inheritdoc />
    public override string ToString() => $"DeleteSnapshotFailure({Metadata}, {Cause})";
}
