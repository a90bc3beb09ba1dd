using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// Samples of short payloads in the database's statistics (<c>pg_statistic</c>). An erasure does not reach
/// them, no query of the journal needs them, and a column that is told to keep none is never sampled.
/// </summary>
internal static class PostgresSamples
{
    /// <summary>What conversations say is in these columns, and in no other.</summary>
    private static readonly (string Table, string Column)[] Texts =
    [
        ("journal", "message"),
        ("snapshot", "snapshot"),
    ];

    private const string Columns = """
        FROM pg_attribute AS a
        JOIN pg_class AS c ON c.oid = a.attrelid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relkind = 'r' AND (c.relname, a.attname) IN (
          ('journal', 'message'), ('snapshot', 'snapshot'))
        """;

    // Null is the default from PostgreSQL 17 on, and -1 before.
    private const string MaySample = "AND a.attstattarget IS DISTINCT FROM 0";

    private const string IsSampled = """
        AND EXISTS (
          SELECT FROM pg_stats AS s
          WHERE s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname)
        """;

    /// <summary>The columns that may be sampled, as <c>table.column</c>.</summary>
    public static Task<IReadOnlyList<string>> OpenAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    ) => TextsAsync(connection, names, $"{Columns} {MaySample}", cancellation);

    /// <summary>The columns of which there are samples, as <c>table.column</c>.</summary>
    public static Task<IReadOnlyList<string>> TakenAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    ) => TextsAsync(connection, names, $"{Columns} {IsSampled}", cancellation);

    /// <summary>
    /// Sees to it that no more are taken, where the role owns the tables. Reading and writing go on meanwhile.
    /// </summary>
    public static async Task ForbidAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    )
    {
        foreach (
            var (table, column) in await ToDoAsync(
                connection,
                names,
                $"{Columns} {MaySample} AND pg_has_role(c.relowner, 'USAGE')",
                cancellation
            )
        )
        {
            await ExecuteAsync(
                connection,
                $"ALTER TABLE {names.QuotedSchema}.{table} ALTER COLUMN {column} SET STATISTICS 0",
                cancellation
            );
        }
    }

    /// <summary>
    /// Forgets those that were taken. ANALYZE does not, for a column that it passes over; a change of the
    /// column's type does, also to the type that it has, which rewrites nothing. Where somebody's view stands
    /// on the column they stay, which the doctor tells.
    /// </summary>
    /// <returns>Whether there were any: their bytes are still in <c>pg_statistic</c>'s file.</returns>
    public static async Task<bool> ForgetAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    )
    {
        var taken = await ToDoAsync(connection, names, $"{Columns} {IsSampled}", cancellation);
        foreach (var (table, column) in taken)
        {
            try
            {
                await ExecuteAsync(
                    connection,
                    $"ALTER TABLE {names.QuotedSchema}.{table} ALTER COLUMN {column} TYPE bytea",
                    cancellation
                );
            }
            catch (PostgresException view)
                when (view.SqlState == PostgresErrorCodes.FeatureNotSupported)
            {
                // As said.
            }
        }

        return taken.Count > 0;
    }

    private static async Task<IReadOnlyList<(string Table, string Column)>> ToDoAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        string from,
        CancellationToken cancellation
    )
    {
        var found = await TextsAsync(connection, names, from, cancellation);
        return
        [
            .. Texts.Where(text =>
                found.Contains($"{text.Table}.{text.Column}", StringComparer.Ordinal)
            ),
        ];
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        string from,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"SELECT format('%s.%s', c.relname, a.attname) {from} ORDER BY 1",
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = names.Schema });
        var texts = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            texts.Add(rows.GetString(0));
        return texts;
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
