using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>A PostgreSQL journal under locks that end with the connection.</summary>
internal sealed class PostgresMaintenance(
    NpgsqlConnection connection,
    IJournalDatabase database,
    PostgresNames names,
    PostgresLayout layout,
    string name
) : IJournalMaintenance
{
    public IJournalDatabase Database => database;

    public async Task<IJournalTransaction> BeginAsync(CancellationToken cancellation = default) =>
        await PostgresProblems.TranslatedAsync(
            name,
            async () =>
                new PostgresTransaction(
                    await connection.BeginTransactionAsync(cancellation),
                    names,
                    layout,
                    name
                )
        );

    public Task CompactAsync(CancellationToken cancellation = default) =>
        PostgresProblems.TranslatedAsync(
            name,
            async () =>
            {
                string[] tables =
                [
                    names.Journal,
                    .. layout.HasTags ? [names.Tags] : Array.Empty<string>(),
                    .. layout.HasSnapshots ? [names.Snapshot] : Array.Empty<string>(),
                ];
                await PostgresOpenTransactions.AwaitEndAsync(connection, name, cancellation);
                foreach (var table in tables)
                {
                    await using var command = new NpgsqlCommand(
                        $"VACUUM (FULL, ANALYZE) {table}",
                        connection
                    );
                    command.CommandTimeout = 0;
                    await command.ExecuteNonQueryAsync(cancellation);
                }

                return tables.Length;
            }
        );

    public async ValueTask DisposeAsync()
    {
        // Not only by closing: PostgreSQL hears of that a little later, and the operator's next command
        // would find the journal in use.
        await PostgresLocks.GiveBackAsync(connection);
        // The locks belong to the session: a pooled connection would keep them.
        NpgsqlConnection.ClearPool(connection);
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }
}
