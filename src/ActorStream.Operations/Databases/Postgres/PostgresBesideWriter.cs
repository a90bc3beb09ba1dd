using System.Data;
using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// Changes one conversation of a PostgreSQL journal for the server that holds it. A transaction sees one
/// moment, holds the lock that appends share (so that a maintenance waits for it, and readers by ordering
/// miss no row of it), and is kept only if the server still holds the journal when it is committed.
/// </summary>
internal sealed class PostgresBesideWriter(
    PostgresTarget target,
    PostgresPresence presence,
    string persistenceId,
    IJournalDatabase database,
    PostgresLayout layout
) : IJournalChanges
{
    // A lock that is not had, or a server that hangs, must not hold up appends for long.
    private const string Limits = """
        SET lock_timeout = '5s'; SET statement_timeout = '30s';
        SET idle_in_transaction_session_timeout = '30s'
        """;

    private static readonly string TakeAppendLock =
        $"SELECT pg_advisory_xact_lock_shared({PostgresLocks.Class}, {PostgresLocks.Append})";

    public IJournalDatabase Database => database;

    public Task<IJournalTransaction> BeginAsync(CancellationToken cancellation = default) =>
        PostgresProblems.TranslatedAsync(
            target.Name,
            async () =>
            {
                var connection = target.CreateOwnConnection();
                try
                {
                    return await BeginAsync(connection, cancellation);
                }
                catch
                {
                    await connection.DisposeAsync();
                    throw;
                }
            }
        );

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<IJournalTransaction> BeginAsync(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await connection.OpenAsync(cancellation);
        await ExecuteAsync(connection, Limits, cancellation);
        var backend = await PostgresBackend.OfAsync(connection, target, cancellation);
        var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellation
        );
        await ExecuteAsync(connection, TakeAppendLock, cancellation);
        await RequireHeldAsync(connection, cancellation);
        return new OneConversation(
            new PostgresTransaction(transaction, target.Names, layout, target.Name, isAlone: false),
            persistenceId,
            token => RequireHeldAsync(connection, token),
            async isCommitted =>
            {
                await connection.DisposeAsync();
                // Nobody reads the conversation before it is known what will stay of it.
                if (!isCommitted)
                    await backend.EndAsync();
            }
        );
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

    /// <summary>By the database itself: a connection that was cut may not have been noticed yet.</summary>
    private async Task RequireHeldAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT EXISTS (
              SELECT FROM pg_locks WHERE {PostgresLocks.OfThisDatabase}
                AND objid = {PostgresLocks.OnlyServer} AND granted AND pid = $1)
            """,
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = presence.ProcessId });
        if (await command.ExecuteScalarAsync(cancellation) is not true)
        {
            throw new JournalProblem(
                $"This server does not hold {target.Name} at the moment.",
                JournalProblemKind.InUse
            );
        }
    }
}
