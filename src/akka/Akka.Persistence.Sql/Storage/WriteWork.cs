namespace Akka.Persistence.Sql.Storage;

/// <summary>
/// One thing that a writer does inside a transaction. It is stored as a whole or not at all,
/// whatever becomes of the others in the same transaction.
/// </summary>
internal abstract class WriteWork(StorePart part)
{
    // Continuations run on the writer's thread: they are the engine's own, and only tell actors.
    private readonly TaskCompletionSource _done = new();

    public StorePart Part => part;

    public Task Done => _done.Task;

    /// <summary>Rows that it adds, for the size of a batch.</summary>
    public virtual int Rows => 1;

    public virtual void Succeed() => _done.TrySetResult();

    public virtual void Fail(Exception cause) => _done.TrySetException(cause);
}

internal sealed class AppendWork(string persistenceId, StoredEvent[] events)
    : WriteWork(StorePart.Journal)
{
    public string PersistenceId => persistenceId;
    public StoredEvent[] Events => events;
    public override int Rows => events.Length;
    public bool HasTags => Array.Exists(events, row => row.Tags.Length > 0);
}

internal sealed class DeleteEventsWork(string persistenceId, long toSequenceNr)
    : WriteWork(StorePart.Journal)
{
    public string PersistenceId => persistenceId;
    public long ToSequenceNr => toSequenceNr;
}

internal sealed class SaveSnapshotWork(StoredSnapshot snapshot) : WriteWork(StorePart.Snapshot)
{
    public StoredSnapshot Snapshot => snapshot;
}

internal sealed class DeleteSnapshotsWork(string persistenceId, SnapshotRange range)
    : WriteWork(StorePart.Snapshot)
{
    public string PersistenceId => persistenceId;
    public SnapshotRange Range => range;
}

/// <summary>Writes nothing: it is done when everything before it is, and the tables exist.</summary>
internal sealed class BarrierWork(StorePart part) : WriteWork(part)
{
    public override int Rows => 0;
}
