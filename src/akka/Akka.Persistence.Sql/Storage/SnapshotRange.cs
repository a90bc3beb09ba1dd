namespace Akka.Persistence.Sql.Storage;

/// <summary>
/// Which snapshots of one persistence id are meant; all four bounds are inclusive, times in .NET ticks.
/// </summary>
internal readonly record struct SnapshotRange(
    long MinSequenceNr,
    long MaxSequenceNr,
    long MinCreated,
    long MaxCreated
)
{
    public static SnapshotRange All { get; } = new(0, long.MaxValue, 0, long.MaxValue);
}
