using Akka.Persistence.Sql.Storage;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>The snapshots in PostgreSQL.</summary>
internal sealed class PostgresSnapshots(PostgresDatabase database) : ISnapshotRows
{
    public Task SaveAsync(StoredSnapshot snapshot) =>
        database.WriterOf(snapshot.PersistenceId).Enqueue(new SaveSnapshotWork(snapshot));

    public Task DeleteAsync(string persistenceId, SnapshotRange range) =>
        database.WriterOf(persistenceId).Enqueue(new DeleteSnapshotsWork(persistenceId, range));

    public async Task<StoredSnapshot?> LoadAsync(string persistenceId, SnapshotRange range)
    {
        await database.CaughtUpAsync(StorePart.Snapshot, persistenceId);
        return await database.PatientlyAsync(() => NewestAsync(persistenceId, range));
    }

    private async Task<StoredSnapshot?> NewestAsync(string persistenceId, SnapshotRange range)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            SELECT sequence_number, created, snapshot, manifest, serializer_id
            FROM {database.Names.Snapshot} WHERE persistence_id = $1
              AND sequence_number BETWEEN $2 AND $3 AND created BETWEEN $4 AND $5
            ORDER BY sequence_number DESC LIMIT 1
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = persistenceId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = range.MinSequenceNr });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = range.MaxSequenceNr });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = range.MinCreated });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = range.MaxCreated });
        await using var rows = await command.ExecuteReaderAsync();
        if (!await rows.ReadAsync())
            return null;
        return new StoredSnapshot
        {
            PersistenceId = persistenceId,
            SequenceNr = rows.GetInt64(0),
            Created = rows.GetInt64(1),
            Payload = rows.IsDBNull(2) ? [] : rows.GetFieldValue<byte[]>(2),
            Manifest = rows.IsDBNull(3) ? "" : rows.GetString(3),
            SerializerId = rows.IsDBNull(4) ? null : rows.GetInt32(4),
        };
    }
}
