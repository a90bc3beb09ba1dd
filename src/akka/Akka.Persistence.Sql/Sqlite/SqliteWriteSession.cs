using Akka.Persistence.Sql.Storage;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>The writer's connection, and how each kind of work is written on it.</summary>
internal sealed class SqliteWriteSession(SqliteHandle db, int busyTimeoutMilliseconds) : IDisposable
{
    // One row a statement: with a prepared statement, several rows at once measured slower.
    private const string InsertWithWriter = """
        INSERT INTO journal
          (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
        VALUES (?1, 0, ?2, ?3, ?4, ?5, ?6, ?7)
        """;
    private const string InsertWithoutWriter = """
        INSERT INTO journal
          (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
        VALUES (?1, 0, ?2, ?3, ?4, ?5, ?6)
        """;

    // The unique index alone would let a number in again that was deleted.
    private const string IsStale = """
        SELECT 1 FROM journal WHERE persistence_id = ?1 AND sequence_number >= ?2 LIMIT 1
        """;

    private bool _hasWriterUuid = true;

    public SqliteHandle Db => db;

    /// <summary>
    /// Full durability: an acknowledged row survives a power cut. Deleted rows are overwritten.
    /// </summary>
    public static SqliteWriteSession Open(SqliteTarget target)
    {
        var db = new SqliteHandle(target, readOnly: false);
        try
        {
            db.DisableAutoCheckpoint();
            db.Execute("PRAGMA synchronous = FULL");
            db.Execute("PRAGMA secure_delete = ON");
            db.Execute("PRAGMA cache_size = -65536");
            return new SqliteWriteSession(db, target.BusyTimeoutMilliseconds);
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    /// <summary>Checks the tables, then creates those that are missing.</summary>
    public void SetUp(StorePart part, StoreSettings settings, string where)
    {
        SqliteSchema.Verify(db, part, settings.AutoInitialize, where);
        // Only now: changing the mode writes to the file.
        db.Execute("PRAGMA journal_mode = WAL");
        if (settings.AutoInitialize)
            SqliteSchema.Create(db, part, settings.UseWriterUuid);
        if (part == StorePart.Journal)
            _hasWriterUuid = SqliteSchema.Columns(db, "journal").Contains("writer_uuid");
    }

    /// <summary>False when a reader was in the way.</summary>
    public bool Checkpoint(bool truncate)
    {
        if (!truncate)
            return db.Checkpoint(truncate: false);
        db.SetBusyTimeout(0);
        try
        {
            return db.Checkpoint(truncate: true);
        }
        finally
        {
            db.SetBusyTimeout(busyTimeoutMilliseconds);
        }
    }

    /// <summary>Empties the log, whose place on the disk others may then have.</summary>
    public bool TryMakeRoom()
    {
        try
        {
            return !db.InTransaction && Checkpoint(truncate: true);
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    public void Begin() => db.Prepare("BEGIN IMMEDIATE").Run();

    public void Commit() => db.Prepare("COMMIT").Run();

    public void Rollback()
    {
        if (db.InTransaction)
            db.Prepare("ROLLBACK").Run();
    }

    /// <summary>On the way out of a failure, which must not be hidden by another one.</summary>
    public void TryRollback()
    {
        try
        {
            Rollback();
        }
        catch (SqliteException)
        {
            // The connection is given up anyway.
        }
    }

    public void Savepoint() => db.Prepare("SAVEPOINT work").Run();

    public void ReleaseSavepoint() => db.Prepare("RELEASE work").Run();

    public void RollbackToSavepoint()
    {
        db.Prepare("ROLLBACK TO work").Run();
        db.Prepare("RELEASE work").Run();
    }

    public void Write(WriteWork work)
    {
        switch (work)
        {
            case AppendWork append:
                Append(append.PersistenceId, append.Events);
                break;
            case DeleteEventsWork delete:
                Delete(delete.PersistenceId, delete.ToSequenceNr);
                break;
            case SaveSnapshotWork save:
                Save(save.Snapshot);
                break;
            case DeleteSnapshotsWork delete:
                Delete(delete.PersistenceId, delete.Range);
                break;
        }
    }

    private void Append(string persistenceId, StoredEvent[] events)
    {
        using (
            var newer = db.Prepare(IsStale)
                .Start()
                .Bind(1, persistenceId)
                .Bind(2, events[0].SequenceNr)
        )
        {
            if (newer.Step())
                throw new StaleWriterException(persistenceId, events[0].SequenceNr);
        }
        var insert = db.Prepare(_hasWriterUuid ? InsertWithWriter : InsertWithoutWriter);
        foreach (var row in events)
        {
            insert
                .Bind(1, row.Created)
                .Bind(2, persistenceId)
                .Bind(3, row.SequenceNr)
                .Bind(4, row.Payload)
                .Bind(5, row.Manifest);
            if (row.SerializerId is { } id)
                insert.Bind(6, id);
            else
                insert.BindNull(6);
            if (_hasWriterUuid)
                insert.Bind(7, row.WriterUuid);
            insert.Run();
            if (row.Tags.Length > 0)
                AppendTags(db.LastInsertRowId, row);
        }
    }

    private void AppendTags(long ordering, StoredEvent row)
    {
        var insert = db.Prepare(
            "INSERT INTO tags (ordering_id, tag, sequence_nr, persistence_id) VALUES (?1, ?2, ?3, ?4)"
        );
        insert.Bind(1, ordering).Bind(3, row.SequenceNr).Bind(4, row.PersistenceId);
        foreach (var tag in row.Tags)
            insert.Bind(2, tag).Run();
    }

    private void Delete(string persistenceId, long toSequenceNr)
    {
        long highest;
        using (
            var rows = db.Prepare(
                    """
                    SELECT sequence_number FROM journal
                    WHERE persistence_id = ?1 AND sequence_number <= ?2
                    ORDER BY sequence_number DESC LIMIT 1
                    """
                )
                .Start()
                .Bind(1, persistenceId)
                .Bind(2, toSequenceNr)
        )
        {
            if (!rows.Step())
                return;
            highest = rows.Long(0);
        }
        db.Prepare("DELETE FROM tags WHERE persistence_id = ?1 AND sequence_nr < ?2")
            .Bind(1, persistenceId)
            .Bind(2, highest)
            .Run();
        db.Prepare("DELETE FROM journal WHERE persistence_id = ?1 AND sequence_number < ?2")
            .Bind(1, persistenceId)
            .Bind(2, highest)
            .Run();
        db.Prepare(
                "UPDATE journal SET deleted = 1 WHERE persistence_id = ?1 AND sequence_number = ?2"
            )
            .Bind(1, persistenceId)
            .Bind(2, highest)
            .Run();
    }

    private void Save(StoredSnapshot snapshot)
    {
        using var upsert = db.Prepare(
                """
                INSERT INTO snapshot
                  (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT (persistence_id, sequence_number) DO UPDATE SET
                  created = excluded.created, snapshot = excluded.snapshot,
                  manifest = excluded.manifest, serializer_id = excluded.serializer_id
                """
            )
            .Start()
            .Bind(1, snapshot.PersistenceId)
            .Bind(2, snapshot.SequenceNr)
            .Bind(3, snapshot.Created)
            .Bind(4, snapshot.Payload)
            .Bind(5, snapshot.Manifest);
        if (snapshot.SerializerId is { } id)
            upsert.Bind(6, id);
        else
            upsert.BindNull(6);
        upsert.Run();
    }

    private void Delete(string persistenceId, SnapshotRange range) =>
        db.Prepare(
                """
                DELETE FROM snapshot WHERE persistence_id = ?1
                  AND sequence_number BETWEEN ?2 AND ?3 AND created BETWEEN ?4 AND ?5
                """
            )
            .Bind(1, persistenceId)
            .Bind(2, range.MinSequenceNr)
            .Bind(3, range.MaxSequenceNr)
            .Bind(4, range.MinCreated)
            .Bind(5, range.MaxCreated)
            .Run();

    public void Dispose() => db.Dispose();
}
