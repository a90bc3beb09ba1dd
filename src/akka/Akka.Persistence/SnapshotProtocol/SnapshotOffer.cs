namespace Akka.Persistence;

/// <summary>Offers a snapshot to a recovering actor, before any event is replayed.</summary>
public sealed class SnapshotOffer(SnapshotMetadata metadata, object snapshot)
    : IEquatable<SnapshotOffer>
{
    /// <summary>Which snapshot.</summary>
    public SnapshotMetadata Metadata { get; } = metadata;

    /// <summary>The state.</summary>
    public object Snapshot { get; } = snapshot;

    /// <inheritdoc />
    public bool Equals(SnapshotOffer? other) =>
        other is not null && Equals(Metadata, other.Metadata) && Equals(Snapshot, other.Snapshot);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SnapshotOffer);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Metadata, Snapshot);

    /// <inheritdoc />
    public override string ToString() => $"SnapshotOffer({Metadata}, {Snapshot})";
}
