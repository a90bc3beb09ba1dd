using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>The <see cref="ContentMark"/> of a persistence id, as a transaction sees it.</summary>
internal static class PostgresMark
{
    public static async Task<string> OfAsync(
        NpgsqlTransaction transaction,
        PostgresNames names,
        PostgresLayout layout,
        string persistenceId,
        CancellationToken cancellation
    )
    {
        var statements = new PostgresStatements(names, layout);
        using var mark = new ContentMark();
        await ReadAsync(
            transaction,
            statements.OfConversation(withTags: true),
            rows => mark.Add(PostgresRows.Event(rows)),
            cancellation,
            persistenceId,
            long.MinValue,
            long.MaxValue,
            long.MaxValue
        );
        if (layout.HasSnapshots)
        {
            await ReadAsync(
                transaction,
                statements.Snapshots(ofOne: true),
                rows => mark.Add(PostgresRows.Snapshot(rows)),
                cancellation,
                persistenceId,
                -1L,
                long.MaxValue
            );
        }

        return mark.End();
    }

    private static async Task ReadAsync(
        NpgsqlTransaction transaction,
        string sql,
        Action<NpgsqlDataReader> read,
        CancellationToken cancellation,
        params object[] values
    )
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        command.CommandTimeout = 0;
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            read(rows);
    }
}
