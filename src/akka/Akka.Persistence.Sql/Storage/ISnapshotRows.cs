namespace Akka.Persistence.Sql.Storage;

/// <summary>The snapshot table in one database.</summary>
internal interface ISnapshotRows
{
    /// <summary>Stores a snapshot, in place of one with the same sequence number.</summary>
    Task SaveAsync(StoredSnapshot snapshot);

    /// <summary>The newest snapshot in the range.</summary>
    Task<StoredSnapshot?> LoadAsync(string persistenceId, SnapshotRange range);

    Task DeleteAsync(string persistenceId, SnapshotRange range);
}
