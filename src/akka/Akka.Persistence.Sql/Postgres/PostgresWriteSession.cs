using Akka.Persistence.Sql.Storage;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>
/// A writer's connection. A batch goes over in one message, which the server takes as one
/// transaction, and rows travel as arrays: their number does not change the statement.
/// </summary>
internal sealed class PostgresWriteSession(NpgsqlConnection connection, PostgresDatabase database)
    : IAsyncDisposable
{
    private readonly string _lock =
        $"SELECT pg_advisory_xact_lock_shared({PostgresNames.LockClass}, {PostgresNames.AppendLock})";
    private PostgresAppend? _append;
    private NpgsqlBatch? _prepared;

    /// <summary>The database's count of broken connections when this one was opened.</summary>
    public required int Breaks { get; init; }

    public async Task WriteAsync(List<WriteWork> works)
    {
        if (works.TrueForAll(work => work is AppendWork or BarrierWork))
        {
            var untagged = true;
            _append ??= new PostgresAppend(database, withTags: false);
            _append.Clear();
            foreach (var work in works)
            {
                if (work is AppendWork append)
                    untagged &= _append.Add(append.Events);
            }
            if (untagged)
            {
                await AppendPreparedAsync(_append);
                return;
            }
        }
        await WriteMixedAsync(works);
    }

    /// <summary>Nearly all there is: only events, none with tags.</summary>
    private async Task AppendPreparedAsync(PostgresAppend append)
    {
        if (_prepared is null)
        {
            var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(_lock));
            batch.BatchCommands.Add(append.Command);
            batch.BatchCommands.Add(append.Check);
            await batch.PrepareAsync();
            _prepared = batch;
        }
        await _prepared.ExecuteNonQueryAsync();
    }

    private async Task WriteMixedAsync(List<WriteWork> works)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(_lock));
        PostgresAppend? open = null;
        foreach (var work in works)
        {
            // Events that follow each other travel together; anything else keeps its place.
            if (work is AppendWork append)
            {
                open ??= new PostgresAppend(database, withTags: true);
                open.Add(append.Events);
                continue;
            }
            Add(batch, open);
            open = null;
            AddCommands(batch, work);
        }
        Add(batch, open);
        await batch.ExecuteNonQueryAsync();
    }

    private static void Add(NpgsqlBatch batch, PostgresAppend? append)
    {
        if (append is null)
            return;
        batch.BatchCommands.Add(append.Command);
        batch.BatchCommands.Add(append.Check);
    }

    private void AddCommands(NpgsqlBatch batch, WriteWork work)
    {
        var names = database.Names;
        switch (work)
        {
            case DeleteEventsWork delete:
                const string Highest =
                    "(SELECT max(sequence_number) FROM {0} WHERE persistence_id = $1 AND sequence_number <= $2)";
                var highest = string.Format(null, Highest, names.Journal);
                Add(
                    batch,
                    $"UPDATE {names.Journal} SET deleted = true WHERE persistence_id = $1 AND sequence_number = {highest}",
                    delete.PersistenceId,
                    delete.ToSequenceNr
                );
                Add(
                    batch,
                    $"DELETE FROM {names.Tags} WHERE persistence_id = $1 AND sequence_nr < {highest}",
                    delete.PersistenceId,
                    delete.ToSequenceNr
                );
                Add(
                    batch,
                    $"DELETE FROM {names.Journal} WHERE persistence_id = $1 AND sequence_number < {highest}",
                    delete.PersistenceId,
                    delete.ToSequenceNr
                );
                break;
            case SaveSnapshotWork save:
                Add(
                    batch,
                    $"""
                    INSERT INTO {names.Snapshot}
                      (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
                    VALUES ($1, $2, $3, $4, $5, $6)
                    ON CONFLICT (persistence_id, sequence_number) DO UPDATE SET
                      created = excluded.created, snapshot = excluded.snapshot,
                      manifest = excluded.manifest, serializer_id = excluded.serializer_id
                    """,
                    save.Snapshot.PersistenceId,
                    save.Snapshot.SequenceNr,
                    save.Snapshot.Created,
                    save.Snapshot.Payload,
                    save.Snapshot.Manifest,
                    save.Snapshot.SerializerId ?? (object)DBNull.Value
                );
                break;
            case DeleteSnapshotsWork delete:
                Add(
                    batch,
                    $"""
                    DELETE FROM {names.Snapshot} WHERE persistence_id = $1
                      AND sequence_number BETWEEN $2 AND $3 AND created BETWEEN $4 AND $5
                    """,
                    delete.PersistenceId,
                    delete.Range.MinSequenceNr,
                    delete.Range.MaxSequenceNr,
                    delete.Range.MinCreated,
                    delete.Range.MaxCreated
                );
                break;
        }
    }

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }

    public async ValueTask DisposeAsync()
    {
        if (_prepared is not null)
            await _prepared.DisposeAsync();
        await connection.DisposeAsync();
    }
}
