using System.Data;
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
    private readonly PreparedAppend _untagged = new();
    private readonly PreparedAppend _tagged = new();
    private PostgresLoneAppend? _lone;
    private NpgsqlBatch? _preparedLone;

    /// <summary>The database's count of broken connections when this one was opened.</summary>
    public required int Breaks { get; init; }

    /// <summary>Who serves it.</summary>
    public required PostgresBackend Backend { get; init; }

    /// <summary>False when the last answer was not heard to its end.</summary>
    public bool IsIntact => connection.State == ConnectionState.Open;

    /// <summary>
    /// A writer's statements look into indexes and nowhere else. Their plans are made once, perhaps
    /// while the table is empty and a scan of it looks cheap, and then kept while it grows.
    /// </summary>
    public static async Task<PostgresWriteSession> BeginAsync(
        NpgsqlConnection connection,
        PostgresDatabase database,
        StoreSettings settings,
        int breaks
    )
    {
        // Also the question whether a connection out of the pool has broken long ago.
        await using var plans = new NpgsqlCommand(
            "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; "
                + PostgresStragglers.LimitLocks,
            connection
        );
        await plans.ExecuteNonQueryAsync();
        return new PostgresWriteSession(connection, database)
        {
            Breaks = breaks,
            Backend = await PostgresBackend.OfAsync(connection, database, settings),
        };
    }

    public Task WriteAsync(List<WriteWork> works)
    {
        if (PostgresLoneAppend.Only(works) is { } only)
            return AppendLoneAsync(only);
        if (!works.TrueForAll(work => work is AppendWork or BarrierWork))
            return WriteMixedAsync(works);
        var withTags = works.Exists(work => work is AppendWork append && append.HasTags);
        return AppendAllAsync(works, withTags ? _tagged : _untagged, withTags);
    }

    private async Task AppendLoneAsync(StoredEvent only)
    {
        _lone ??= new PostgresLoneAppend(database);
        _lone.Set(only);
        _preparedLone ??= await PrepareAsync(_lone.Command, _lone.Check);
        await _preparedLone.ExecuteNonQueryAsync();
    }

    /// <summary>Nearly all there is: only events.</summary>
    private async Task AppendAllAsync(List<WriteWork> works, PreparedAppend prepared, bool withTags)
    {
        var append = prepared.Append ??= new PostgresAppend(database, withTags);
        append.Clear();
        foreach (var work in works)
        {
            if (work is AppendWork { Events: var events })
                append.Add(events);
        }
        prepared.Batch ??= await PrepareAsync(append.Command, append.Check);
        await prepared.Batch.ExecuteNonQueryAsync();
    }

    private async Task<NpgsqlBatch> PrepareAsync(
        NpgsqlBatchCommand insert,
        NpgsqlBatchCommand check
    )
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(insert);
        batch.BatchCommands.Add(check);
        await batch.PrepareAsync();
        return batch;
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
        foreach (var prepared in new[] { _untagged.Batch, _tagged.Batch, _preparedLone })
        {
            if (prepared is not null)
                await prepared.DisposeAsync();
        }
        await connection.DisposeAsync();
    }

    private sealed class PreparedAppend
    {
        public PostgresAppend? Append { get; set; }
        public NpgsqlBatch? Batch { get; set; }
    }
}
