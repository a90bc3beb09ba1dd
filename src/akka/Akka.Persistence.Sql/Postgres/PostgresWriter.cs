using Akka.Persistence.Sql.Storage;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>
/// One of the writers of a database. It takes every write that waits for it into one transaction,
/// which is one round trip, and then answers each. A persistence id always has the same writer.
/// </summary>
internal sealed class PostgresWriter(PostgresDatabase database, StoreSettings settings)
{
    private readonly Lock _gate = new();
    private readonly Queue<WriteWork> _waiting = new();
    private Task _running = Task.CompletedTask;
    private bool _busy;
    private bool _closed;
    private PostgresWriteSession? _session;

    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return !_busy;
        }
    }

    public Task Enqueue(WriteWork work)
    {
        Exception refused;
        lock (_gate)
        {
            if (_closed)
            {
                refused = new ObjectDisposedException(nameof(PostgresWriter), "It is closed.");
            }
            else if (_waiting.Count >= settings.BufferSize && work.Rows > 0)
            {
                refused = new InvalidOperationException(
                    $"{settings.BufferSize} writes wait for the database already; this one was "
                        + "not taken."
                );
            }
            else
            {
                _waiting.Enqueue(work);
                if (!_busy)
                {
                    _busy = true;
                    _running = Task.Run(RunAsync);
                }
                return work.Done;
            }
        }
        work.Fail(refused);
        return work.Done;
    }

    /// <summary>Writes what waits, then closes the connection.</summary>
    public async Task CloseAsync()
    {
        Task running;
        lock (_gate)
        {
            _closed = true;
            running = _running;
        }
        await running;
        if (_session is not null)
            await _session.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var batch = new List<WriteWork>();
        while (Take(batch))
        {
            try
            {
                await WriteAsync(batch);
            }
            catch (Exception cause)
            {
                foreach (var work in batch)
                    work.Fail(cause);
            }
            batch.Clear();
        }
    }

    private bool Take(List<WriteWork> batch)
    {
        lock (_gate)
        {
            var rows = 0;
            while (_waiting.TryPeek(out var next))
            {
                if (batch.Count > 0 && rows + next.Rows > settings.MaxBatchRows)
                    break;
                rows += next.Rows;
                batch.Add(_waiting.Dequeue());
            }
            _busy = batch.Count > 0;
            return _busy;
        }
    }

    private async Task WriteAsync(List<WriteWork> batch)
    {
        await DropUnreadyAsync(batch);
        if (batch.TrueForAll(work => work is BarrierWork))
        {
            Answer(batch);
            return;
        }
        var session = await SessionAsync();
        try
        {
            await PostgresStragglers.WriteAsync(session, batch, database.Source);
            Answer(batch);
        }
        catch (PostgresException cause) when (IsItsOwnFault(cause) && batch.Count > 1)
        {
            foreach (var work in batch)
                await WriteAloneAsync(work);
        }
        catch (PostgresException cause) when (IsItsOwnFault(cause))
        {
            batch[0].Fail(Verdict(batch[0], cause));
        }
        catch
        {
            database.Broken();
            await ForgetAsync();
            throw;
        }
    }

    private async Task WriteAloneAsync(WriteWork work)
    {
        try
        {
            var session = await SessionAsync();
            await PostgresStragglers.WriteAsync(session, [work], database.Source);
            Answer([work]);
        }
        catch (PostgresException cause) when (IsItsOwnFault(cause))
        {
            work.Fail(Verdict(work, cause));
        }
        catch (Exception cause)
        {
            work.Fail(cause);
            database.Broken();
            await ForgetAsync();
        }
    }

    /// <summary>
    /// Errors about the row (data, integrity), after which the server has rolled back and says so.
    /// </summary>
    private static bool IsItsOwnFault(PostgresException cause) =>
        cause.SqlState.StartsWith("22", StringComparison.Ordinal)
        || cause.SqlState.StartsWith("23", StringComparison.Ordinal);

    private static Exception Verdict(WriteWork work, PostgresException cause) =>
        work is AppendWork append
        && cause.SqlState
            is PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.InvalidTextRepresentation
            ? new StaleWriterException(append.PersistenceId, append.Events[0].SequenceNr, cause)
            : cause;

    private void Answer(List<WriteWork> batch)
    {
        var appended = false;
        foreach (var work in batch)
        {
            work.Succeed();
            if (work is not AppendWork append)
                continue;
            appended = true;
            database.Signals.Committed(append.PersistenceId);
        }
        if (!appended)
            return;
        database.Signals.CommittedAnything();
        database.Notifications.Announce();
    }

    private async Task DropUnreadyAsync(List<WriteWork> batch)
    {
        foreach (var part in Enum.GetValues<StorePart>())
        {
            if (database.IsReady(part) || !batch.Exists(work => work.Part == part))
                continue;
            try
            {
                await database.SetUpAsync(part);
            }
            catch (Exception cause)
            {
                foreach (var work in batch.FindAll(work => work.Part == part))
                    work.Fail(cause);
                batch.RemoveAll(work => work.Part == part);
            }
        }
    }

    private async Task<PostgresWriteSession> SessionAsync()
    {
        if (_session is { } open && open.Breaks != database.Breaks)
            await ForgetAsync();
        return _session ??= await OpenAsync();
    }

    /// <summary>A database that restarts is waited for: nothing was sent yet.</summary>
    private Task<PostgresWriteSession> OpenAsync() =>
        database.PatientlyAsync(async () =>
        {
            var breaks = database.Breaks;
            var connection = await database.Source.OpenConnectionAsync();
            try
            {
                // One out of the pool may have broken long ago.
                await using var question = new NpgsqlCommand(
                    PostgresStragglers.LimitLocks,
                    connection
                );
                await question.ExecuteNonQueryAsync();
                return new PostgresWriteSession(connection, database) { Breaks = breaks };
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        });

    private async Task ForgetAsync()
    {
        if (_session is not { } broken)
            return;
        _session = null;
        try
        {
            await broken.DisposeAsync();
        }
        catch (NpgsqlException)
        {
            // It was broken.
        }
    }
}
