namespace Akka.Persistence;

/// <summary>A snapshot could not be saved.</summary>
public sealed class SaveSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    : ISnapshotResponse,
        IEquatable<SaveSnapshotFailure>
{
    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; } = metadata;

    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <inheritdoc />
    public bool Equals(SaveSnapshotFailure? other) =>
        other is not null && Equals(Metadata, other.Metadata) && Equals(Cause, other.Cause);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SaveSnapshotFailure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Metadata, Cause);

    /// <inheritdoc />
    public override string ToString() => $"SaveSnapshotFailure({Metadata}, {Cause})";
}
