using Akka.Persistence.Sql.Storage;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>
/// Tells other processes that something was committed, and hears of it from them. It is not part of
/// the append's transaction, because commits that notify wait for each other; a notification that
/// gets lost costs a live query one refresh interval.
/// </summary>
internal sealed class PostgresNotifications(PostgresDatabase database, StoreSettings settings)
{
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(20);
    private static readonly BackoffSettings Pauses = new(
        TimeSpan.FromMilliseconds(500),
        TimeSpan.FromSeconds(15),
        Timeout.InfiniteTimeSpan
    );

    // A connection whose other end is gone without a word is noticed after so long, by a question.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly string _self = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _closing = new();
    private Task _listening = Task.CompletedTask;
    private int _announcing;
    private int _listeners;
    private int _listenerProcessId;

    /// <summary>Something was committed here.</summary>
    public void Announce()
    {
        if (Interlocked.Exchange(ref _announcing, 1) == 0)
            _ = AnnounceAsync();
    }

    /// <summary>Starts to listen, if nobody has.</summary>
    public void Listen()
    {
        if (Interlocked.Exchange(ref _listeners, 1) == 0)
            _listening = Task.Run(ListenAsync);
    }

    public async Task CloseAsync()
    {
        await _closing.CancelAsync();
        await _listening;
    }

    private async Task AnnounceAsync()
    {
        try
        {
            await Task.Yield();
            await using var command = database.Source.CreateCommand(
                $"""
                SELECT pg_notify('{PostgresNames.Channel}', $1) WHERE EXISTS (
                  SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid <> $2
                  AND classid = {PostgresNames.LockClass} AND objid = {PostgresNames.ListenLock})
                """
            );
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _self });
            command.Parameters.Add(
                new NpgsqlParameter<int> { TypedValue = Volatile.Read(ref _listenerProcessId) }
            );
            // Commits from here on need a new announcement, those before are in this one.
            await Task.Delay(Spacing, TimeProvider.System, _closing.Token);
            Volatile.Write(ref _announcing, 0);
            await command.ExecuteNonQueryAsync(_closing.Token);
        }
        catch (Exception) when (_closing.IsCancellationRequested)
        {
            // Closing.
        }
        catch (NpgsqlException)
        {
            // The others poll.
            Volatile.Write(ref _announcing, 0);
        }
    }

    private async Task ListenAsync()
    {
        var pauses = NewPauses();
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(() => pauses = NewPauses());
            }
            catch (Exception) when (_closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cause) when (cause is NpgsqlException or IOException)
            {
                database.Broken();
                await Task.Delay(pauses.Next(), settings.Clock, _closing.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Backoff NewPauses() => new(Pauses, settings.Clock, settings.Chance);

    private async Task ListenOnceAsync(Action connected)
    {
        await using var connection = await database.Source.OpenConnectionAsync(_closing.Token);
        connection.Notification += (_, notification) =>
        {
            if (notification.Payload != _self)
                database.Signals.CommittedElsewhere();
        };
        Volatile.Write(ref _listenerProcessId, connection.ProcessID);
        await using (
            var command = new NpgsqlCommand(
                $"LISTEN {PostgresNames.Channel}; SELECT pg_advisory_lock_shared("
                    + $"{PostgresNames.LockClass}, {PostgresNames.ListenLock})",
                connection
            )
        )
        {
            await command.ExecuteNonQueryAsync(_closing.Token);
        }
        // What was committed while nobody listened.
        database.Signals.CommittedElsewhere();
        connected();
        while (true)
        {
            if (await connection.WaitAsync(Silence, _closing.Token))
                continue;
            await using var question = new NpgsqlCommand("SELECT", connection);
            await question.ExecuteNonQueryAsync(_closing.Token);
        }
    }
}
