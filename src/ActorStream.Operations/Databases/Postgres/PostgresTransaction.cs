using Npgsql;
using NpgsqlTypes;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>Changes to a PostgreSQL journal that are kept together or not at all.</summary>
internal sealed class PostgresTransaction(
    NpgsqlTransaction transaction,
    PostgresNames names,
    PostgresLayout layout,
    string name,
    bool isAlone = true
) : IJournalTransaction
{
    private NpgsqlConnection Connection => transaction.Connection!;

    public Task<string> MarkAsync(string persistenceId, CancellationToken cancellation = default) =>
        PostgresProblems.TranslatedAsync(
            name,
            () => PostgresMark.OfAsync(transaction, names, layout, persistenceId, cancellation)
        );

    public async Task AppendAsync(
        IReadOnlyList<JournalRow> rows,
        bool keepOrdering = false,
        CancellationToken cancellation = default
    )
    {
        if (rows.Count == 0)
        {
            return;
        }

        var writer = layout.HasWriterUuid;
        // One statement for all rows. The identity column's default is taken where none is given.
        await ExecuteAsync(
            $"""
            WITH added AS (
              INSERT INTO {names.Journal} ({(keepOrdering ? "ordering, " : "")}created, deleted,
                persistence_id, sequence_number, message, manifest, identifier{(
                writer ? ", writer_uuid" : ""
            )})
              SELECT {(keepOrdering ? "e.ordering, " : "")}e.created, e.deleted, e.id, e.nr, e.message,
                e.manifest, e.identifier{(writer ? ", e.writer" : "")}
              FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
                WITH ORDINALITY AS e (ordering, created, deleted, id, nr, message, manifest,
                  identifier, writer, place)
              ORDER BY e.place
              RETURNING ordering, persistence_id, sequence_number
            )
            {(layout.HasTags ? $"INSERT INTO {names.Tags} (ordering_id, tag, sequence_nr, persistence_id)" : "")}
            SELECT added.ordering, t.tag, t.nr, t.id
            FROM unnest($10, $11, $12) AS t (id, nr, tag)
            JOIN added ON added.persistence_id = t.id AND added.sequence_number = t.nr
            """,
            cancellation,
            Array(NpgsqlDbType.Bigint, rows.Select(row => row.Ordering)),
            Array(NpgsqlDbType.Bigint, rows.Select(row => row.CreatedTicks)),
            Array(NpgsqlDbType.Boolean, rows.Select(row => row.IsDeleted)),
            Array(NpgsqlDbType.Text, rows.Select(row => row.PersistenceId)),
            Array(NpgsqlDbType.Bigint, rows.Select(row => row.SequenceNr)),
            Array(NpgsqlDbType.Bytea, rows.Select(row => row.Payload)),
            Array(NpgsqlDbType.Text, rows.Select(row => row.Manifest)),
            Array(NpgsqlDbType.Integer, rows.Select(row => row.SerializerId)),
            Array(NpgsqlDbType.Text, rows.Select(row => row.WriterUuid)),
            Array(NpgsqlDbType.Text, Tags(rows).Select(tag => tag.Row.PersistenceId)),
            Array(NpgsqlDbType.Bigint, Tags(rows).Select(tag => tag.Row.SequenceNr)),
            Array(NpgsqlDbType.Text, Tags(rows).Select(tag => tag.Tag))
        );
        if (keepOrdering && isAlone)
        {
            // The next append must not be given a place that is taken. Beside a writer, which has been given
            // places that cannot be seen yet, no row keeps one that was not given long before.
            await ExecuteAsync(
                $"""
                SELECT setval(pg_get_serial_sequence('{names.Journal}', 'ordering'),
                  (SELECT max(ordering) FROM {names.Journal}))
                """,
                cancellation
            );
        }
    }

    public async Task<bool> ReplacePayloadAsync(
        string persistenceId,
        long sequenceNr,
        string manifest,
        byte[] payload,
        CancellationToken cancellation = default
    ) =>
        await ExecuteAsync(
            $"""
            UPDATE {names.Journal} SET manifest = $1, message = $2
            WHERE persistence_id = $3 AND sequence_number = $4
            """,
            cancellation,
            manifest,
            payload,
            persistenceId,
            sequenceNr
        ) > 0;

    public async Task<bool> MarkDeletedAsync(
        string persistenceId,
        long sequenceNr,
        CancellationToken cancellation = default
    ) =>
        await ExecuteAsync(
            $"UPDATE {names.Journal} SET deleted = true WHERE persistence_id = $1 AND sequence_number = $2",
            cancellation,
            persistenceId,
            sequenceNr
        ) > 0;

    public async Task<long> DeleteRowsAsync(
        string persistenceId,
        long from,
        long to,
        CancellationToken cancellation = default
    )
    {
        if (layout.HasTags)
        {
            await ExecuteAsync(
                // By the rows too: a damaged tag names its row wrongly.
                $"""
                DELETE FROM {names.Tags} WHERE ordering_id IN (
                  SELECT ordering FROM {names.Journal}
                  WHERE persistence_id = $1 AND sequence_number BETWEEN $2 AND $3)
                """,
                cancellation,
                persistenceId,
                from,
                to
            );
            await ExecuteAsync(
                $"DELETE FROM {names.Tags} WHERE persistence_id = $1 AND sequence_nr BETWEEN $2 AND $3",
                cancellation,
                persistenceId,
                from,
                to
            );
        }

        return await ExecuteAsync(
            $"DELETE FROM {names.Journal} WHERE persistence_id = $1 AND sequence_number BETWEEN $2 AND $3",
            cancellation,
            persistenceId,
            from,
            to
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

    public async Task SaveSnapshotsAsync(
        IReadOnlyList<SnapshotRow> snapshots,
        CancellationToken cancellation = default
    )
    {
        foreach (var snapshot in snapshots)
        {
            await ExecuteAsync(
                $"""
                INSERT INTO {names.Snapshot}
                  (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
                VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (persistence_id, sequence_number) DO UPDATE SET
                  created = excluded.created, snapshot = excluded.snapshot,
                  manifest = excluded.manifest, serializer_id = excluded.serializer_id
                """,
                cancellation,
                snapshot.PersistenceId,
                snapshot.SequenceNr,
                snapshot.CreatedTicks,
                snapshot.Payload,
                snapshot.Manifest,
                (object?)snapshot.SerializerId ?? DBNull.Value
            );
        }
    }

    public async Task<long> DeleteSnapshotsAsync(
        string? persistenceId,
        long from = 0,
        long to = long.MaxValue,
        CancellationToken cancellation = default
    )
    {
        if (!layout.HasSnapshots)
        {
            return 0;
        }

        object[] range = [from, to];
        return await ExecuteAsync(
            $"""
            DELETE FROM {names.Snapshot} WHERE sequence_number BETWEEN $1 AND $2
              {(persistenceId is null ? "" : "AND persistence_id = $3")}
            """,
            cancellation,
            persistenceId is null ? range : [.. range, persistenceId]
        );
    }

    public async Task<long> DeleteStrayTagsAsync(
        string persistenceId,
        CancellationToken cancellation = default
    ) =>
        layout.HasTags
            ? await ExecuteAsync(
                new PostgresStatements(names, layout).DeleteStrayTags,
                cancellation,
                persistenceId
            )
            : 0;

    public Task<long?> FreePlaceAsync(
        long after,
        long before,
        CancellationToken cancellation = default
    ) => Task.FromResult<long?>(null);

    public Task AcceptLossAsync(long rows, CancellationToken cancellation = default) =>
        Task.CompletedTask;

    public Task CommitAsync(CancellationToken cancellation = default) =>
        PostgresProblems.TranslatedAsync(
            name,
            async () =>
            {
                await transaction.CommitAsync(cancellation);
                return 0;
            }
        );

    public ValueTask DisposeAsync() => transaction.DisposeAsync();

    private Task<int> ExecuteAsync(
        string sql,
        CancellationToken cancellation,
        params object[] values
    ) =>
        PostgresProblems.TranslatedAsync(
            name,
            async () =>
            {
                await using var command = new NpgsqlCommand(sql, Connection, transaction);
                command.CommandTimeout = 0;
                foreach (var value in values)
                {
                    command.Parameters.Add(
                        value as NpgsqlParameter ?? new NpgsqlParameter { Value = value }
                    );
                }

                return await command.ExecuteNonQueryAsync(cancellation);
            }
        );

    private static IEnumerable<(JournalRow Row, string Tag)> Tags(IEnumerable<JournalRow> rows) =>
        rows.SelectMany(row => row.Tags, (row, tag) => (row, tag));

    private static NpgsqlParameter Array<T>(NpgsqlDbType element, IEnumerable<T> values) =>
        new NpgsqlParameter<T[]>
        {
            NpgsqlDbType = NpgsqlDbType.Array | element,
            TypedValue = [.. values],
        };
}
