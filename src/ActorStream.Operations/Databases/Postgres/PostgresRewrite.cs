using ActorStream.Operations.Rewriting;
using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// The rewrite itself, the same for an operator's command on a stopped database and for a running server:
/// the tables with their TOAST and indexes, and what the statistics have of them.
/// </summary>
/// <remarks>
/// PostgreSQL makes each table anew and puts it in the place of the old one when it is whole, so what is
/// given up, or killed, has changed nothing. What was erased before it began is then in no file of the tables.
/// </remarks>
internal sealed class PostgresRewrite(
    NpgsqlConnection connection,
    PostgresNames names,
    PostgresLayout layout,
    string name,
    TimeProvider time
)
{
    private string[] Tables =>
        [
            names.Journal,
            .. layout.HasTags ? [names.Tags] : Array.Empty<string>(),
            .. layout.HasSnapshots ? [names.Snapshot] : Array.Empty<string>(),
        ];

    /// <summary>What the tables take, with indexes.</summary>
    public async Task<long> BytesAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT sum(pg_total_relation_size(t::regclass))::bigint FROM unnest($1) AS t",
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Tables });
        return await command.ExecuteScalarAsync(cancellation) is long bytes ? bytes : 0;
    }

    /// <summary>Whether the role may do it: PostgreSQL passes over the tables of others with a warning.</summary>
    public async Task<bool> IsAllowedAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT bool_and(pg_has_role(c.relowner, 'USAGE'))
            FROM unnest($1) AS t JOIN pg_class AS c ON c.oid = t::regclass
            """,
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Tables });
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>Rewrites everything; may wait for the end of open transactions first.</summary>
    /// <exception cref="JournalProblem">Somebody still sees deleted rows.</exception>
    public async Task RunAsync(
        RewriteLimits limits,
        Action<int, int>? progress,
        CancellationToken cancellation
    )
    {
        // Counted first: what is erased from here on is left to the next rewrite.
        var erased = await PostgresErasures.CountAsync(connection, names, cancellation);
        var noted = await PostgresErasures.NotedAsync(connection, names, cancellation);
        await LimitAsync("lock_timeout", limits.LockTimeout, cancellation);
        await PostgresSamples.ForbidAsync(connection, names, cancellation);
        var sampled = await PostgresSamples.ForgetAsync(connection, names, cancellation);
        await PostgresOpenTransactions.AwaitEndAsync(connection, name, time, cancellation);
        await RewriteTablesAsync(limits, progress, cancellation);
        // Before the first note nobody knows what samples there were. Passed over, with a warning that
        // nobody sees, where the role owns the tables and not the database.
        if (sampled || noted is null)
            await ExecuteAsync("VACUUM (FULL) pg_catalog.pg_statistic", cancellation);
        await erased.NoteAsync(connection, names, time.GetUtcNow(), cancellation);
    }

    /// <summary>
    /// Cleans the log of what the last rewrite took out of the tables, and notes that it is done.
    /// </summary>
    public async Task<LogCleaning> CleanLogAsync(long? maxBytes, CancellationToken cancellation)
    {
        // Read first: a rewrite that ends meanwhile leaves the log to the next call.
        var noted = await PostgresErasures.NotedAsync(connection, names, cancellation);
        var cleaning = await new PostgresLog(connection).CleanAsync(maxBytes, cancellation);
        if (cleaning.Outcome == LogOutcome.Clean && noted is not null)
        {
            await (noted with { IsLogClean = true }).WriteAsync(connection, names, cancellation);
        }

        return cleaning;
    }

    /// <summary>
    /// The tables; the time in which others may have to wait counts for all together, since one of their
    /// writes may need them all.
    /// </summary>
    private async Task RewriteTablesAsync(
        RewriteLimits limits,
        Action<int, int>? progress,
        CancellationToken cancellation
    )
    {
        var tables = Tables;
        var since = time.GetTimestamp();
        for (var i = 0; i < tables.Length; i++)
        {
            progress?.Invoke(i, tables.Length);
            if (limits.MaxPause > TimeSpan.Zero)
            {
                var left = limits.MaxPause - time.GetElapsedTime(since);
                var least = TimeSpan.FromMilliseconds(1);
                await LimitAsync("statement_timeout", left < least ? least : left, cancellation);
            }

            await ExecuteAsync($"VACUUM (FULL) {tables[i]}", cancellation);
            await LimitAsync("statement_timeout", TimeSpan.Zero, cancellation);
        }

        progress?.Invoke(tables.Length, tables.Length);
        foreach (var table in tables)
            await AnalyzeAsync(table, cancellation);
    }

    /// <summary>Nobody waits for this. Where it has to wait itself, PostgreSQL does it another time.</summary>
    private async Task AnalyzeAsync(string table, CancellationToken cancellation)
    {
        try
        {
            await ExecuteAsync($"ANALYZE {table}", cancellation);
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // As said.
        }
    }

    private Task LimitAsync(string setting, TimeSpan limit, CancellationToken cancellation) =>
        ExecuteAsync(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"SET {setting} = {Math.Ceiling(limit.TotalMilliseconds)}"
            ),
            cancellation
        );

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
