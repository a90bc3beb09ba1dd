using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// Says on a connection of its own that a server uses a database, as long as it runs: by one advisory lock
/// that keeps maintenances out, and one that keeps other servers out. A connection that breaks is opened
/// again.
/// </summary>
public sealed class PostgresPresence : IServerHold, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Half-open connections are noticed by this.</summary>
    private const int KeepAliveSeconds = 30;

    /// <summary>
    /// The other side notices them by this, within half a minute: a machine that is gone must not keep the
    /// next server waiting for hours.
    /// </summary>
    private const string ServerKeepAlive =
        "SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;";

    /// <summary>A server that is being replaced may still be ending its turns.</summary>
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(30);

    private readonly string _connectionString;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ending = new();
    private Task _holding = Task.CompletedTask;
    private int _processId;

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
    /// The database's process that holds the locks for this one; 0 while none is known to. Whether it still
    /// does, the database knows.
    /// </summary>
    public int ProcessId => Volatile.Read(ref _processId);

    /// <summary>
    /// Announces this process. A database that does not answer yet is no reason not to: it is asked again.
    /// </summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="time">Measures pauses.</param>
    /// <param name="patience">How long another server may still be there; null for the usual time.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JournalProblem">A maintenance or another server has the journal.</exception>
    public static async Task<PostgresPresence> AnnounceAsync(
        string connectionString,
        TimeProvider time,
        TimeSpan? patience = null,
        CancellationToken cancellation = default
    )
    {
        var presence = new PostgresPresence(connectionString, time);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await presence.TakePatientlyAsync(patience ?? UsualPatience, cancellation);
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

        Volatile.Write(ref presence._processId, connection?.ProcessID ?? 0);
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
                Volatile.Write(ref _processId, connection.ProcessID);
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
                Volatile.Write(ref _processId, 0);
                if (connection is not null)
                {
                    await connection.DisposeAsync();
                    connection = null;
                }
            }
        }
    }

    private async Task<NpgsqlConnection> TakePatientlyAsync(
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        var since = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return await TakeAsync(cancellation);
            }
            catch (AnotherServerProblem) when (_time.GetElapsedTime(since) < patience)
            {
                await Task.Delay(Pause, _time, cancellation);
            }
        }
    }

    private async Task<NpgsqlConnection> TakeAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            if (!await IsFreeAsync(connection, "_shared", PostgresLocks.Server, cancellation))
            {
                throw new JournalProblem(
                    "A maintenance of the journal is under way. Start again when it has ended.",
                    JournalProblemKind.InUse
                );
            }

            if (await IsFreeAsync(connection, "", PostgresLocks.OnlyServer, cancellation))
                return connection;
            var holders = await PostgresLocks.HoldersAsync(connection, cancellation);
            throw new AnotherServerProblem(
                "Another server uses the database, and each needs its own. Stop it first."
                    + (holders.Count == 0 ? "" : $" It is held by: {string.Join("; ", holders)}.")
            );
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> IsFreeAsync(
        NpgsqlConnection connection,
        string kind,
        int key,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"{ServerKeepAlive} SELECT pg_try_advisory_lock{kind}({PostgresLocks.Class}, {key})",
            connection
        );
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private sealed class AnotherServerProblem(string message)
        : JournalProblem(message, JournalProblemKind.InUse);
}
