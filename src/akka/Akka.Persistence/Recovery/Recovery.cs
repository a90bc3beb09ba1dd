namespace Akka.Persistence;

/// <summary>How an actor recovers: from which snapshot, and how far.</summary>
public sealed class Recovery
{
    /// <summary>Recovers from the latest snapshot and all later events.</summary>
    public Recovery()
        : this(SnapshotSelectionCriteria.Latest) { }

    /// <summary>Recovers from a chosen snapshot and all later events.</summary>
    public Recovery(SnapshotSelectionCriteria fromSnapshot)
        : this(fromSnapshot, long.MaxValue) { }

    /// <summary>Recovers from a chosen snapshot up to a sequence number (inclusive).</summary>
    public Recovery(SnapshotSelectionCriteria fromSnapshot, long toSequenceNr)
        : this(fromSnapshot, toSequenceNr, long.MaxValue) { }

    /// <summary>
    /// Recovers from a chosen snapshot up to a sequence number (inclusive), with at most
    /// <paramref name="replayMax" /> events.
    /// </summary>
    public Recovery(
        SnapshotSelectionCriteria? fromSnapshot = null,
        long toSequenceNr = long.MaxValue,
        long replayMax = long.MaxValue
    )
    {
        FromSnapshot = fromSnapshot ?? SnapshotSelectionCriteria.Latest;
        ToSequenceNr = toSequenceNr;
        ReplayMax = replayMax;
    }

    /// <summary>From the latest snapshot, all later events.</summary>
    public static Recovery Default { get; } = new(SnapshotSelectionCriteria.Latest);

    /// <summary>
    /// No snapshot and no events. The sequence number is still recovered, so that new events follow
    /// the stored ones.
    /// </summary>
    public static Recovery None { get; } = new(SnapshotSelectionCriteria.None, 0);

    /// <summary>Which snapshot; by default the latest.</summary>
    public SnapshotSelectionCriteria FromSnapshot { get; }

    /// <summary>Up to which event (inclusive); by default all.</summary>
    public long ToSequenceNr { get; }

    /// <summary>At most how many events; by default all.</summary>
    public long ReplayMax { get; }
}
