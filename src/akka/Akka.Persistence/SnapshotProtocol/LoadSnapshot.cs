namespace Akka.Persistence;

/// <summary>Asks a snapshot store for the latest snapshot that meets the criteria.</summary>
public sealed class LoadSnapshot(
    string persistenceId,
    SnapshotSelectionCriteria criteria,
    long toSequenceNr
) : ISnapshotRequest, IEquatable<LoadSnapshot>
{
    /// <summary>Whose events.</summary>
    public string PersistenceId { get; } = persistenceId;

    /// <summary>Which snapshots.</summary>
    public SnapshotSelectionCriteria Criteria { get; } = criteria;

    /// <summary>The last sequence number meant, inclusive.</summary>
    public long ToSequenceNr { get; } = toSequenceNr;

    /// <inheritdoc />
    public bool Equals(LoadSnapshot? other) =>
        other is not null
        && PersistenceId == other.PersistenceId
        && Equals(Criteria, other.Criteria)
        && ToSequenceNr == other.ToSequenceNr;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as LoadSnapshot);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(PersistenceId, Criteria, ToSequenceNr);

    /// <inheritdoc />
    public override string ToString() =>
        $"LoadSnapshot({PersistenceId}, {Criteria}, {ToSequenceNr})";
}
