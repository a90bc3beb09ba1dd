using Akka.Persistence.Sql.Storage;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>
/// Transactions whose client has stopped sending in the middle of a batch: a process that is stopped, or a
/// machine that sleeps. PostgreSQL waits for the rest without a limit (its time-outs begin after a statement
/// or a transaction, not between the messages of one), and the rows that are in already hold up whoever takes
/// over. So whoever is held up ends them: nothing of them was committed or acknowledged, and their client
/// finds its connection broken when it wakes.
/// </summary>
internal static class PostgresStragglers
{
    /// <summary>How long a lock is waited for, and a client that has to send more may be silent.</summary>
    public const int LimitSeconds = 5;

    /// <summary>How often a batch is tried again: as long as a command may take, and no longer.</summary>
    private const int MaxWaits = 6;

    /// <summary>What a connection that writes must say first.</summary>
    public static string LimitLocks => $"SET lock_timeout = '{LimitSeconds}s'";

    /// <summary>Writes a batch; a lock that is not had in time has rolled it back, so it may be repeated.</summary>
    public static Task WriteAsync(
        PostgresWriteSession session,
        List<WriteWork> works,
        NpgsqlDataSource source
    ) =>
        PastAsync(
            source,
            async () =>
            {
                await session.WriteAsync(works);
                return true;
            }
        );

    /// <summary>Does what a lock that is not had in time undoes, again once nobody stands in the way.</summary>
    public static async Task<T> PastAsync<T>(NpgsqlDataSource source, Func<Task<T>> attempt)
    {
        for (var waits = 1; ; waits++)
        {
            try
            {
                return await attempt();
            }
            catch (PostgresException cause)
                when (waits < MaxWaits && cause.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await EndAsync(source);
            }
        }
    }

    /// <summary>Ends them. Takes no right that the role of the writers does not have.</summary>
    public static async Task EndAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            $"""
            SELECT count(pg_terminate_backend(a.pid))
            FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.classid = {PostgresNames.LockClass}
              AND l.objid = {PostgresNames.AppendLock} AND l.mode = 'ShareLock' AND l.granted
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND a.usename = current_user AND a.wait_event = 'ClientRead'
              AND a.query_start < clock_timestamp() - interval '{LimitSeconds} s'
            """
        );
        await command.ExecuteNonQueryAsync();
    }
}
