using System.Collections.Immutable;
using Akka.Persistence.Sql.Storage;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>
/// One of the writers of a database. It takes every write that waits for it into one transaction,
/// which is one round trip, and then answers each. A persistence id always has the same writer.
/// </summary>
internal sealed class PostgresWriter(PostgresDatabase database, StoreSettings settings)
{
    // How often the answered may first write again: by then nearly all have.
    private const int MostRounds = 4;

    // So many pay for a round trip: more need not be waited for.
    private const int Enough = 64;

    private readonly PendingWrites _pending = new(settings.BufferSize, settings.MaxBatchRows);
    private PostgresWriteSession? _session;

    // Whose connections broke: perhaps during a write. Known before that write is answered.
    private ImmutableList<PostgresBackend> _lost = [];

    public bool IsIdle => _pending.IsIdle;

    /// <summary>
    /// Done when every write whose connection broke is either visible or will never be. An actor that
    /// read before would not know its own last event, and its next one would be refused.
    /// </summary>
    public Task SettledAsync() =>
        Volatile.Read(ref _lost) is { Count: > 0 } lost ? EndedAsync(lost) : Task.CompletedTask;

    private async Task EndedAsync(ImmutableList<PostgresBackend> lost)
    {
        foreach (var backend in lost)
        {
            await backend.EndedAsync();
            ImmutableInterlocked.Update(ref _lost, (left, one) => left.Remove(one), backend);
        }
    }

    /// <param name="work">What to write.</param>
    /// <param name="alone">No other is known to come soon: it may be sent on this thread.</param>
    public Task Enqueue(WriteWork work, bool alone = false)
    {
        if (_pending.Add(work))
            Start(alone);
        return work.Done;
    }

    /// <summary>Writes what waits, then closes the connection.</summary>
    public async Task CloseAsync()
    {
        await _pending.CloseAsync();
        if (_session is not null)
            await _session.DisposeAsync();
    }

    private void Start(bool alone)
    {
        // Sending does not wait, and handing over to another thread takes longer. Only where the
        // continuations go to the pool.
        if (
            alone
            && TaskScheduler.Current == TaskScheduler.Default
            && SynchronizationContext.Current is null
        )
            _ = RunAsync();
        else
            _ = Task.Run(GatherAndRunAsync);
    }

    private async Task GatherAndRunAsync()
    {
        await GatherAsync();
        await RunAsync();
    }

    private async Task RunAsync()
    {
        var batch = new List<WriteWork>();
        while (_pending.Take(batch))
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
            await GatherAsync();
        }
    }

    /// <summary>
    /// Goes to the end of the pool's queue, behind the actors that were just answered, so that what
    /// they write next travels together; and again while that brings more. No timer: a pool that has
    /// nothing else to do comes back at once.
    /// </summary>
    private async Task GatherAsync()
    {
        var before = -1;
        for (var round = 0; round < MostRounds; round++)
        {
            var waiting = _pending.Count;
            if (waiting <= before || waiting >= Enough)
                return;
            before = waiting;
            await Task.Yield();
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
        // A snapshot whose connection broke must not be stored after it was deleted.
        if (batch.Exists(work => work is DeleteEventsWork or DeleteSnapshotsWork))
            await SettledAsync();
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
            database.Broken();
            await ForgetAsync();
            work.Fail(cause);
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
                return await PostgresWriteSession.BeginAsync(
                    connection,
                    database,
                    settings,
                    breaks
                );
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
        if (!broken.IsIntact)
            ImmutableInterlocked.Update(ref _lost, (lost, one) => lost.Add(one), broken.Backend);
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
