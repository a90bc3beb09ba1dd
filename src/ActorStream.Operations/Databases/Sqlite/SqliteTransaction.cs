using System.Globalization;
using Microsoft.Data.Sqlite;
using SqliteCore = Microsoft.Data.Sqlite.SqliteTransaction;

namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>Changes to an SQLite journal that are kept together or not at all.</summary>
internal sealed class SqliteTransaction : IJournalTransaction
{
    private const int Constraint = 19;

    /// <summary>Rows behind a missing one among which its place is looked for.</summary>
    private const int MaxPlacesLooked = 100_000;

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

    public async Task<string> MarkAsync(
        string persistenceId,
        CancellationToken cancellation = default
    )
    {
        var mark = "";
        await ChangeAsync(
            () =>
            {
                mark = Mark(persistenceId, cancellation);
                return 0;
            },
            cancellation
        );
        return mark;
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
            // By the rows too: a damaged tag names its row wrongly.
            await ChangeAsync(
                """
                DELETE FROM tags WHERE persistence_id = $id AND sequence_nr BETWEEN $from AND $to;
                DELETE FROM tags WHERE ordering_id IN (
                  SELECT ordering FROM journal
                  WHERE persistence_id = $id AND sequence_number BETWEEN $from AND $to)
                """,
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

    public async Task<long> DeleteStrayTagsAsync(
        string persistenceId,
        CancellationToken cancellation = default
    ) =>
        _layout.HasTags
            ? await ChangeAsync(
                """
                DELETE FROM tags WHERE rowid IN (
                  SELECT t.rowid FROM tags AS t LEFT JOIN journal AS j ON j.ordering = t.ordering_id
                  WHERE (j.ordering IS NULL OR j.persistence_id <> t.persistence_id
                         OR j.sequence_number <> t.sequence_nr)
                    AND COALESCE(j.persistence_id, t.persistence_id) = $id)
                """,
                cancellation,
                ("$id", persistenceId)
            )
            : 0;

    public async Task<long?> FreePlaceAsync(
        long after,
        long before,
        CancellationToken cancellation = default
    )
    {
        long? free = null;
        await ChangeAsync(
            () =>
            {
                using var first = _connection.Command(
                    """
                    SELECT ordering + 1
                    FROM (SELECT $after AS ordering UNION
                          SELECT ordering FROM journal
                          WHERE ordering > $after AND ordering < $before
                          ORDER BY ordering LIMIT $looked) AS taken
                    WHERE ordering + 1 < $before
                      AND NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.ordering = taken.ordering + 1)
                    ORDER BY ordering
                    LIMIT 1
                    """,
                    ("$after", after),
                    ("$before", before),
                    ("$looked", MaxPlacesLooked)
                );
                free = first.ExecuteScalar() as long?;
                return 0;
            },
            cancellation
        );
        return free;
    }

    /// <summary>
    /// In <c>user_version</c>, the only number of a database's header that nobody else gives a meaning.
    /// </summary>
    public Task AcceptLossAsync(long rows, CancellationToken cancellation = default) =>
        ChangeAsync(
            () =>
            {
                using var before = _connection.Command("PRAGMA user_version");
                var accepted = Math.Clamp(
                    (long)before.ExecuteScalar()! + rows,
                    int.MinValue,
                    int.MaxValue
                );
                _connection.Execute(
                    string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {accepted}")
                );
                return 0;
            },
            cancellation
        );

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

    private string Mark(string persistenceId, CancellationToken cancellation)
    {
        using var mark = new ContentMark();
        using var rows = _connection.Command(
            new SqliteStatements(_layout).OfConversation(withTags: true),
            ("$id", persistenceId),
            ("$from", long.MinValue),
            ("$to", long.MaxValue),
            ("$limit", -1L)
        );
        using (var reader = rows.ExecuteReader())
        {
            while (reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                mark.Add(SqliteRows.Event(reader));
            }
        }

        if (_layout.HasSnapshots)
        {
            using var snapshots = _connection.Command(
                SqliteStatements.Snapshots,
                ("$id", persistenceId),
                ("$after", -1L),
                ("$one", 1L),
                ("$limit", -1L)
            );
            using var reader = snapshots.ExecuteReader();
            while (reader.Read())
                mark.Add(SqliteRows.Snapshot(reader));
        }

        return mark.End();
    }

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
