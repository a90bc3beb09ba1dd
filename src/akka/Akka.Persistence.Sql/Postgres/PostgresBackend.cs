using Akka.Persistence.Sql.Storage;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>
/// The server's process behind a connection. When the connection breaks during a write, the process
/// may not have noticed, and commit later: until it has ended, what is read may not be the truth.
/// </summary>
/// <param name="database">Where it is.</param>
/// <param name="settings">How long to wait for its end.</param>
/// <param name="processId">Its number, which another process may have later.</param>
/// <param name="started">When it began, which tells it from that other process.</param>
internal sealed class PostgresBackend(
    PostgresDatabase database,
    StoreSettings settings,
    int processId,
    DateTime started
)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private Task? _ended;

    /// <summary>The process that serves a connection.</summary>
    public static async Task<PostgresBackend> OfAsync(
        NpgsqlConnection connection,
        PostgresDatabase database,
        StoreSettings settings
    )
    {
        await using var command = new NpgsqlCommand(
            "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()",
            connection
        );
        await using var rows = await command.ExecuteReaderAsync();
        await rows.ReadAsync();
        return new PostgresBackend(database, settings, rows.GetInt32(0), rows.GetDateTime(1));
    }

    /// <summary>
    /// Ends the process, unless it is committing: then it is waited for. Done when it is gone, so that
    /// its transaction is either visible or will never be. Who asks meanwhile waits with the others;
    /// who asks after it failed tries again.
    /// </summary>
    public Task EndedAsync()
    {
        lock (_gate)
        {
            if (_ended is null or { IsCompleted: true, IsCompletedSuccessfully: false })
                _ended = Task.Run(EndAsync);
            return _ended;
        }
    }

    private async Task EndAsync()
    {
        var backoff = new Backoff(
            new BackoffSettings(FirstPause, LongestPause, settings.Patience),
            settings.Clock,
            settings.Chance
        );
        while (await database.PatientlyAsync(IsThereAsync))
        {
            if (!await backoff.PauseAsync())
                throw new TimeoutException(
                    "The database has not ended a write whose connection broke."
                );
        }
    }

    /// <summary>Looks, and asks it to end. One's own processes may be ended without a privilege.</summary>
    private async Task<bool> IsThereAsync()
    {
        await using var command = database.Source.CreateCommand(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid = $1 AND backend_start = $2
            """
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = processId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = started });
        return await command.ExecuteScalarAsync() is not null;
    }
}
