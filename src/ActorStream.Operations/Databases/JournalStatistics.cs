namespace ActorStream.Operations.Databases;

/// <summary>A database as a whole.</summary>
/// <param name="PersistenceIds">How many conversations have rows.</param>
/// <param name="Snapshots">Rows of the table <c>snapshot</c>.</param>
/// <param name="SnapshotBytes">What their payloads take.</param>
/// <param name="Tags">Rows of the table <c>tags</c>.</param>
/// <param name="DatabaseBytes">What the database takes on the disk, log not included.</param>
/// <param name="LogBytes">What SQLite's log takes; null for a server's database.</param>
/// <param name="FreeBytes">Space inside of the file that a compaction would give back, if known.</param>
/// <param name="FirstWrittenTicks">The oldest row's time, or null.</param>
/// <param name="LastWrittenTicks">The latest row's time, or null.</param>
/// <param name="Manifests">Rows by what they are, the most frequent first.</param>
public sealed record JournalStatistics(
    long PersistenceIds,
    long Snapshots,
    long SnapshotBytes,
    long Tags,
    long DatabaseBytes,
    long? LogBytes,
    long? FreeBytes,
    long? FirstWrittenTicks,
    long? LastWrittenTicks,
    IReadOnlyList<ManifestStatistics> Manifests
)
{
    /// <summary>Rows of the table <c>journal</c>.</summary>
    public long Rows => Manifests.Sum(manifest => manifest.Rows);

    /// <summary>What their payloads take.</summary>
    public long PayloadBytes => Manifests.Sum(manifest => manifest.PayloadBytes);

    /// <summary>The oldest row's time, or null.</summary>
    public DateTimeOffset? FirstWritten =>
        FirstWrittenTicks is { } ticks ? Ticks.ToTime(ticks) : null;

    /// <summary>The latest row's time, or null.</summary>
    public DateTimeOffset? LastWritten =>
        LastWrittenTicks is { } ticks ? Ticks.ToTime(ticks) : null;
}

/// <summary>Rows of one manifest.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Rows">How many.</param>
/// <param name="PayloadBytes">What their payloads take.</param>
public sealed record ManifestStatistics(string Manifest, long Rows, long PayloadBytes);
