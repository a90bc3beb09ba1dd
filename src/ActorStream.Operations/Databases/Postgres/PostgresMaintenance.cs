using ActorStream.Operations.Rewriting;
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

    public Task<string?> CompactAsync(CancellationToken cancellation = default) =>
        PostgresProblems.TranslatedAsync(
            name,
            async () =>
            {
                var rewrite = new PostgresRewrite(
                    connection,
                    names,
                    layout,
                    name,
                    TimeProvider.System
                );
                if (!await rewrite.IsAllowedAsync(cancellation))
                {
                    throw new JournalProblem(
                        $"{name}: only who owns the tables can rewrite them, and this role does not.",
                        JournalProblemKind.Unusable
                    );
                }

                await rewrite.RunAsync(RewriteLimits.None, null, cancellation);
                return (await rewrite.CleanLogAsync(maxBytes: null, cancellation)).Problem;
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
