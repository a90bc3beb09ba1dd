using Microsoft.Data.Sqlite;
using SqliteCore = Microsoft.Data.Sqlite.SqliteTransaction;

namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>Changes to an SQLite journal that are kept together or not at all.</summary>
internal sealed class SqliteTransaction : IJournalTransaction
{
    private const int Constraint = 19;

    private readonly SqliteConnection _connection;
    private readonly SqliteLayout _layout;
    private readonly string _path;
    private readonly SqliteCore _transaction;

    public SqliteTransaction(SqliteConnection connection, SqliteLayout layout, string path)
    {
        _connection = connection;
        _layout = layout;
        _path = path;
        _transaction = connection.BeginTransaction(deferred: false);
    }

    public Task AppendAsync(
        IReadOnlyList<JournalRow> rows,
        bool keepOrdering = false,
        CancellationToken cancellation = default
    ) =>
        ChangeAsync(
            () =>
            {
                var writer = _layout.HasWriterUuid;
                using var insert = _connection.Command(
                    $"""
                    INSERT INTO journal (ordering, created, deleted, persistence_id,
                      sequence_number, message, manifest, identifier{(
                        writer ? ", writer_uuid" : ""
                    )})
                    VALUES ($ordering, $created, $deleted, $id, $nr, $message, $manifest,
                      $identifier{(writer ? ", $writer" : "")})
                    RETURNING ordering
                    """
                );
                foreach (var row in rows)
                {
                    cancellation.ThrowIfCancellationRequested();
                    insert.Parameters.Clear();
                    Add(insert, "$ordering", keepOrdering ? row.Ordering : null);
                    Add(insert, "$created", row.CreatedTicks);
                    Add(insert, "$deleted", row.IsDeleted);
                    Add(insert, "$id", row.PersistenceId);
                    Add(insert, "$nr", row.SequenceNr);
                    Add(insert, "$message", row.Payload);
                    Add(insert, "$manifest", row.Manifest);
                    Add(insert, "$identifier", row.SerializerId);
                    if (writer)
                    {
                        Add(insert, "$writer", row.WriterUuid);
                    }

                    AppendTags(row, (long)insert.ExecuteScalar()!);
                }

                return rows.Count;
            },
            cancellation
        );

    public async Task<bool> ReplacePayloadAsync(
        string persistenceId,
        long sequenceNr,
        string manifest,
        byte[] payload,
        CancellationToken cancellation = default
    ) =>
        await ChangeAsync(
            """
            UPDATE journal SET manifest = $manifest, message = $message
            WHERE persistence_id = $id AND sequence_number = $nr
            """,
            cancellation,
            ("$manifest", manifest),
            ("$message", payload),
            ("$id", persistenceId),
            ("$nr", sequenceNr)
        ) > 0;

    public async Task<bool> MarkDeletedAsync(
        string persistenceId,
        long sequenceNr,
        CancellationToken cancellation = default
    ) =>
        await ChangeAsync(
            "UPDATE journal SET deleted = 1 WHERE persistence_id = $id AND sequence_number = $nr",
            cancellation,
            ("$id", persistenceId),
            ("$nr", sequenceNr)
        ) > 0;

    public async Task<long> DeleteRowsAsync(
        string persistenceId,
        long from,
        long to,
        CancellationToken cancellation = default
    )
    {
        (string, object?)[] range = [("$id", persistenceId), ("$from", from), ("$to", to)];
        if (_layout.HasTags)
        {
            await ChangeAsync(
                "DELETE FROM tags WHERE persistence_id = $id AND sequence_nr BETWEEN $from AND $to",
                cancellation,
                range
            );
        }

        return await ChangeAsync(
            "DELETE FROM journal WHERE persistence_id = $id AND sequence_number BETWEEN $from AND $to",
            cancellation,
            range
        );
    }

    public async Task<long> DeleteConversationAsync(
        string persistenceId,
        CancellationToken cancellation = default
    )
    {
        await DeleteSnapshotsAsync(persistenceId, long.MinValue, long.MaxValue, cancellation);
        return await DeleteRowsAsync(persistenceId, long.MinValue, long.MaxValue, cancellation);
    }

    public Task SaveSnapshotsAsync(
        IReadOnlyList<SnapshotRow> snapshots,
        CancellationToken cancellation = default
    ) =>
        ChangeAsync(
            () =>
            {
                foreach (var snapshot in snapshots)
                {
                    cancellation.ThrowIfCancellationRequested();
                    using var upsert = _connection.Command(
                        """
                        INSERT OR REPLACE INTO snapshot
                          (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
                        VALUES ($id, $nr, $created, $payload, $manifest, $identifier)
                        """,
                        ("$id", snapshot.PersistenceId),
                        ("$nr", snapshot.SequenceNr),
                        ("$created", snapshot.CreatedTicks),
                        ("$payload", snapshot.Payload),
                        ("$manifest", snapshot.Manifest),
                        ("$identifier", snapshot.SerializerId)
                    );
                    upsert.ExecuteNonQuery();
                }

                return snapshots.Count;
            },
            cancellation
        );

    public async Task<long> DeleteSnapshotsAsync(
        string? persistenceId,
        long from = 0,
        long to = long.MaxValue,
        CancellationToken cancellation = default
    ) =>
        _layout.HasSnapshots
            ? await ChangeAsync(
                """
                DELETE FROM snapshot WHERE ($id IS NULL OR persistence_id = $id)
                  AND sequence_number BETWEEN $from AND $to
                """,
                cancellation,
                ("$id", persistenceId),
                ("$from", from),
                ("$to", to)
            )
            : 0;

    public Task CommitAsync(CancellationToken cancellation = default) =>
        ChangeAsync(
            () =>
            {
                _transaction.Commit();
                return 0;
            },
            cancellation
        );

    public ValueTask DisposeAsync() => _transaction.DisposeAsync();

    private void AppendTags(JournalRow row, long ordering)
    {
        foreach (var tag in row.Tags)
        {
            using var insert = _connection.Command(
                """
                INSERT INTO tags (ordering_id, tag, sequence_nr, persistence_id)
                VALUES ($ordering, $tag, $nr, $id)
                """,
                ("$ordering", ordering),
                ("$tag", tag),
                ("$nr", row.SequenceNr),
                ("$id", row.PersistenceId)
            );
            insert.ExecuteNonQuery();
        }
    }

    private Task<int> ChangeAsync(
        string sql,
        CancellationToken cancellation,
        params (string, object?)[] parameters
    ) =>
        ChangeAsync(
            () =>
            {
                using var command = _connection.Command(sql, parameters);
                return command.ExecuteNonQuery();
            },
            cancellation
        );

    private async Task<int> ChangeAsync(Func<int> change, CancellationToken cancellation)
    {
        try
        {
            return await Task.Run(change, cancellation);
        }
        catch (SqliteException taken) when (taken.SqliteErrorCode == Constraint)
        {
            throw new JournalProblem(
                $"{_path} has a row in that place already.",
                JournalProblemKind.Unusable,
                taken
            );
        }
        catch (SqliteException error)
        {
            throw new JournalProblem(
                $"{_path} was not changed: {error.Message}",
                JournalProblemKind.Unusable,
                error
            );
        }
    }

    private static void Add(SqliteCommand command, string name, object? value) =>
        command.Parameters.AddWithValue(name, value ?? DBNull.Value);
}
