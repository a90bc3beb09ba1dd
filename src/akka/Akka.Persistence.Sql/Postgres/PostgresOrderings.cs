using System.Globalization;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>Up to where the rows of all writers are there.</summary>
internal static class PostgresOrderings
{
    // How often to look whether an append that was under way has ended.
    private static readonly TimeSpan InFlightPause = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// Several connections commit, so a higher ordering can be visible before a lower one. An append
    /// holds an advisory lock from before it takes its orderings until after it is visible. So: read
    /// the highest ordering that was given out, then who holds the lock, and wait for those to end.
    /// No append waits for a reader.
    /// </summary>
    public static async Task<long> SettledAsync(PostgresDatabase database, TimeProvider clock)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var highest = new NpgsqlCommand(
            $"""
            SELECT coalesce(pg_sequence_last_value(
              pg_get_serial_sequence('{database.Names.Journal}', 'ordering')::regclass), 0)
            """,
            connection
        );
        var upTo = Convert.ToInt64(
            await highest.ExecuteScalarAsync(),
            CultureInfo.InvariantCulture
        );
        var inFlight = await AppendsInFlightAsync(connection);
        var since = clock.GetTimestamp();
        while (inFlight.Count > 0)
        {
            await Task.Delay(InFlightPause, clock);
            if (clock.GetElapsedTime(since).TotalSeconds > PostgresStragglers.LimitSeconds)
            {
                await PostgresStragglers.EndAsync(database.Source);
                since = clock.GetTimestamp();
            }

            inFlight.IntersectWith(await AppendsInFlightAsync(connection));
        }
        return upTo;
    }

    private static async Task<HashSet<string>> AppendsInFlightAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT virtualtransaction FROM pg_locks
            WHERE locktype = 'advisory' AND classid = {PostgresNames.LockClass}
              AND objid = {PostgresNames.AppendLock}
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            connection
        );
        return [.. await PostgresRows.TextsAsync(command)];
    }
}
