namespace Akka.Persistence;

/// <summary>Answers <see cref="LoadSnapshot" />.</summary>
public sealed class LoadSnapshotResult(SelectedSnapshot snapshot, long toSequenceNr)
    : ISnapshotResponse,
        IEquatable<LoadSnapshotResult>
{
    /// <summary>The snapshot, or null when there is none.</summary>
    public SelectedSnapshot Snapshot { get; } = snapshot;

    /// <summary>The last sequence number meant, inclusive.</summary>
    public long ToSequenceNr { get; } = toSequenceNr;

    /// <inheritdoc />
    public bool Equals(LoadSnapshotResult? other) =>
        other is not null && Equals(Snapshot, other.Snapshot) && ToSequenceNr == other.ToSequenceNr;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as LoadSnapshotResult);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Snapshot, ToSequenceNr);

    /// <inheritdoc />
    public override string ToString() => $"LoadSnapshotResult({Snapshot}, {ToSequenceNr})";
}
