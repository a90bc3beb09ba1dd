using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// The database's process behind a connection. When the connection breaks during a commit, the process may
/// not have noticed, and commit later.
/// </summary>
internal sealed class PostgresBackend(PostgresTarget target, int processId, DateTime started)
{
    /// <summary>A database that cannot be asked for so long has to be asked by whoever reads it next.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The process that serves an open connection.</summary>
    public static async Task<PostgresBackend> OfAsync(
        NpgsqlConnection connection,
        PostgresTarget target,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()",
            connection
        );
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        return new(target, rows.GetInt32(0), rows.GetDateTime(1));
    }

    /// <summary>Ends the process, unless it is committing: then it is waited for. Done when it is gone.</summary>
    public async Task EndAsync()
    {
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            try
            {
                if (!await IsThereAsync())
                    return;
            }
            catch (NpgsqlException)
            {
                // It restarts, or cannot be reached.
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task<bool> IsThereAsync()
    {
        await using var connection = target.CreateOwnConnection();
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid = $1 AND backend_start = $2
            """,
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = processId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = started });
        return await command.ExecuteScalarAsync() is not null;
    }
}
