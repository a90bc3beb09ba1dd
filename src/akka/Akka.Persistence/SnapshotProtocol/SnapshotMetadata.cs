namespace Akka.Persistence;

/// <summary>Identifies a snapshot.</summary>
public sealed class SnapshotMetadata : IEquatable<SnapshotMetadata>
{
    /// <summary>Identifies a snapshot whose time is not known.</summary>
    internal SnapshotMetadata(string persistenceId, long sequenceNr)
        : this(persistenceId, sequenceNr, DateTime.MinValue) { }

    /// <summary>Identifies a snapshot.</summary>
    public SnapshotMetadata(string persistenceId, long sequenceNr, DateTime timestamp)
    {
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Timestamp = timestamp;
    }

    /// <summary>Orders by persistence id, sequence number and time.</summary>
    public static IComparer<SnapshotMetadata> Comparer { get; } =
        Comparer<SnapshotMetadata>.Create(
            static (x, y) =>
            {
                var order = string.CompareOrdinal(x.PersistenceId, y.PersistenceId);
                order = order != 0 ? order : x.SequenceNr.CompareTo(y.SequenceNr);
                return order != 0 ? order : x.Timestamp.CompareTo(y.Timestamp);
            }
        );

    /// <summary>Whose state it holds.</summary>
    public string PersistenceId { get; }

    /// <summary>The last event that it holds.</summary>
    public long SequenceNr { get; }

    /// <summary>When it was saved (UTC); <see cref="DateTime.MinValue" /> when unknown.</summary>
    public DateTime Timestamp { get; }

    /// <inheritdoc />
    public bool Equals(SnapshotMetadata? other) =>
        other is not null
        && SequenceNr == other.SequenceNr
        && Timestamp == other.Timestamp
        && string.Equals(PersistenceId, other.PersistenceId, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SnapshotMetadata);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(PersistenceId, SequenceNr, Timestamp);

    /// <inheritdoc />
    public override string ToString() =>
        $"SnapshotMetadata({PersistenceId}, {SequenceNr}, {Timestamp:O})";
}
