using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// Says on a connection of its own that a server uses a database, as long as it runs: a shared advisory
/// lock, which any number of servers can have, and a maintenance only alone. A connection that breaks
/// is opened again.
/// </summary>
public sealed class PostgresPresence : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Half-open connections are noticed by this.</summary>
    private const int KeepAliveSeconds = 30;

    private readonly string _connectionString;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ending = new();
    private Task _holding = Task.CompletedTask;

    private PostgresPresence(string connectionString, TimeProvider time)
    {
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            KeepAlive = KeepAliveSeconds,
            Pooling = false,
            ApplicationName = "actorstream server",
        }.ConnectionString;
        _time = time;
    }

    /// <summary>
    /// Announces this process. A database that does not answer yet is no reason not to: it is asked again.
    /// </summary>
    /// <exception cref="JournalProblem">A maintenance has the journal.</exception>
    public static async Task<PostgresPresence> AnnounceAsync(
        string connectionString,
        TimeProvider time,
        CancellationToken cancellation = default
    )
    {
        var presence = new PostgresPresence(connectionString, time);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await presence.TakeAsync(cancellation);
        }
        catch (NpgsqlException)
        {
            // Asked again below.
        }
        catch
        {
            presence._ending.Dispose();
            throw;
        }

        presence._holding = Task.Run(() => presence.HoldAsync(connection), CancellationToken.None);
        return presence;
    }

    /// <summary>Lets a maintenance have the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _holding;
        _ending.Dispose();
    }

    private async Task HoldAsync(NpgsqlConnection? connection)
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                connection ??= await TakeAsync(_ending.Token);
                // Nothing is ever sent on it: this ends when the connection does.
                while (true)
                {
                    await connection.WaitAsync(_ending.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // Ending.
            }
            catch (Exception broken)
                when (broken is NpgsqlException or IOException or JournalProblem)
            {
                // A maintenance that came in between keeps every append waiting, so nothing is lost.
                await Task.Delay(Pause, _time, _ending.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                if (connection is not null)
                {
                    await connection.DisposeAsync();
                    connection = null;
                }
            }
        }
    }

    private async Task<NpgsqlConnection> TakeAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand(
                $"SELECT pg_try_advisory_lock_shared({PostgresLocks.Class}, {PostgresLocks.Server})",
                connection
            );
            if (await command.ExecuteScalarAsync(cancellation) is true)
            {
                return connection;
            }

            throw new JournalProblem(
                "A maintenance of the journal is under way. Start again when it has ended.",
                JournalProblemKind.InUse
            );
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
