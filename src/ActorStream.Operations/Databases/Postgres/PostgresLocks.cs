using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// The advisory locks of a journal. Their keys are part of what the tables are: a server and an operator
/// of different versions must agree on them.
/// </summary>
internal static class PostgresLocks
{
    /// <summary>The first half of every key ("AKKA").</summary>
    public const int Class = 0x414b4b41;

    /// <summary>Shared by each process that hears of other processes' commits.</summary>
    public const int Listen = 2;

    /// <summary>Shared by every append from before it gets its orderings until it is committed.</summary>
    public const int Append = 3;

    /// <summary>Shared by each server as long as it runs; a maintenance takes it alone.</summary>
    public const int Server = 4;

    /// <summary>Held alone by the one server that answers; the next one waits for it.</summary>
    public const int OnlyServer = 5;

    /// <summary>
    /// Takes the journal for this connection alone. No server can start, and no append can run, until
    /// the connection ends.
    /// </summary>
    /// <exception cref="JournalProblem">Somebody has it.</exception>
    public static async Task TakeAsync(
        NpgsqlConnection connection,
        string name,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT pg_try_advisory_lock({Class}, {Server})
               AND pg_try_advisory_lock({Class}, {Append})
               AND NOT EXISTS (
                 SELECT FROM pg_locks WHERE {OfThisDatabase} AND objid = {Listen})
            """,
            connection
        );
        if (await command.ExecuteScalarAsync(cancellation) is true)
        {
            return;
        }

        var holders = await HoldersAsync(connection, cancellation);
        throw new JournalProblem(
            $"A server, or another maintenance, uses {name}. Stop it first, or ask it: --server URL."
                + (holders.Count == 0 ? "" : $" It is held by: {string.Join("; ", holders)}."),
            JournalProblemKind.InUse
        );
    }

    /// <summary>Gives back what this connection holds; a connection that broke holds nothing.</summary>
    public static async Task GiveBackAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var command = new NpgsqlCommand(
                "SELECT pg_advisory_unlock_all()",
                connection
            );
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
        {
            // Its end gives them back.
        }
    }

    /// <summary>Who else holds one of the locks, in words.</summary>
    public static async Task<IReadOnlyList<string>> HoldersAsync(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT DISTINCT format('%s, process %s%s', coalesce(nullif(application_name, ''), 'unnamed'),
                     a.pid, coalesce(' on ' || host(client_addr), ''))
            FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid
            WHERE {OfThisDatabase} AND l.pid <> pg_backend_pid() AND granted
            ORDER BY 1
            """,
            connection
        );
        var holders = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            holders.Add(rows.GetString(0));
        }

        return holders;
    }

    /// <summary>A condition on <c>pg_locks</c>.</summary>
    public static string OfThisDatabase =>
        $"locktype = 'advisory' AND classid = {Class} "
        + "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
}
