using Akka.Persistence.Sql.Storage;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>The snapshots in an SQLite file.</summary>
internal sealed class SqliteSnapshots(SqliteDatabase database) : ISnapshotRows
{
    public Task SaveAsync(StoredSnapshot snapshot) =>
        database.Writer.Enqueue(new SaveSnapshotWork(snapshot));

    public Task DeleteAsync(string persistenceId, SnapshotRange range) =>
        database.Writer.Enqueue(new DeleteSnapshotsWork(persistenceId, range));

    public async Task<StoredSnapshot?> LoadAsync(string persistenceId, SnapshotRange range)
    {
        await database.Writer.CaughtUpAsync(StorePart.Snapshot);
        return await database.Readers.ReadAsync(
            (persistenceId, range),
            static (db, ask) => Load(db, ask.persistenceId, ask.range)
        );
    }

    private static StoredSnapshot? Load(SqliteHandle db, string persistenceId, SnapshotRange range)
    {
        using var rows = db.Prepare(
                """
                SELECT sequence_number, created, snapshot, manifest, serializer_id FROM snapshot
                WHERE persistence_id = ?1
                  AND sequence_number BETWEEN ?2 AND ?3 AND created BETWEEN ?4 AND ?5
                ORDER BY sequence_number DESC LIMIT 1
                """
            )
            .Start()
            .Bind(1, persistenceId)
            .Bind(2, range.MinSequenceNr)
            .Bind(3, range.MaxSequenceNr)
            .Bind(4, range.MinCreated)
            .Bind(5, range.MaxCreated);
        if (!rows.Step())
            return null;
        return new StoredSnapshot
        {
            PersistenceId = persistenceId,
            SequenceNr = rows.Long(0),
            Created = rows.Long(1),
            Payload = rows.Blob(2),
            Manifest = rows.Text(3) ?? "",
            SerializerId = rows.IsNull(4) ? null : (int)rows.Long(4),
        };
    }
}
