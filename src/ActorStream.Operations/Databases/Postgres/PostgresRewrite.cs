using ActorStream.Operations.Databases.Postgres.Copying;
using ActorStream.Operations.Rewriting;
using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// The rewrite itself, the same for an operator's command on a stopped database and for a running server:
/// the tables with their TOAST and indexes, and what the statistics have of them.
/// </summary>
/// <remarks>
/// Each table is made anew, by PostgreSQL under a lock or as a copy beside those who use it, and comes to the
/// place of the old one when it is whole, so what is given up, or killed, has changed nothing. What was erased before it began is then in no file of the tables.
/// </remarks>
internal sealed class PostgresRewrite(
    NpgsqlConnection connection,
    PostgresNames names,
    PostgresLayout layout,
    string name,
    TimeProvider time,
    Func<string, Task>? before = null
)
{
    private readonly List<string> _notCopied = [];

    /// <summary>Why tables were not copied that should have been; null if none was.</summary>
    public string? NotCopied => _notCopied.Count == 0 ? null : string.Join(" ", _notCopied);

    private string[] Tables =>
        [
            names.Journal,
            .. layout.HasTags ? [names.Tags] : Array.Empty<string>(),
            .. layout.HasSnapshots ? [names.Snapshot] : Array.Empty<string>(),
        ];

    /// <summary>What the tables take, with indexes.</summary>
    public Task<long> BytesAsync(CancellationToken cancellation) =>
        BytesAsync(Tables, cancellation);

    private async Task<long> BytesAsync(string[] tables, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT sum(pg_total_relation_size(t::regclass))::bigint FROM unnest($1) AS t",
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = tables });
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
        await ClearAsync(cancellation);
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
    /// Drops what a rewrite has left that was killed. Nobody else rewrites until this connection ends.
    /// </summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        var session = new CopySession(connection, time, before);
        await CopyLeftovers.LockAsync(session, name, cancellation);
        await CopyLeftovers.DropAsync(session, names, cancellation);
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
        // Copying keeps nobody waiting, so it comes first, and the time is counted from its end.
        var locked = await CopyAsync(tables, limits, progress, cancellation);
        var since = time.GetTimestamp();
        for (var i = 0; i < locked.Count; i++)
        {
            progress?.Invoke(tables.Length - locked.Count + i, tables.Length);
            if (limits.MaxPause > TimeSpan.Zero)
            {
                var left = limits.MaxPause - time.GetElapsedTime(since);
                var least = TimeSpan.FromMilliseconds(1);
                await LimitAsync("statement_timeout", left < least ? least : left, cancellation);
            }

            await ExecuteAsync($"VACUUM (FULL) {locked[i]}", cancellation);
            await LimitAsync("statement_timeout", TimeSpan.Zero, cancellation);
        }

        progress?.Invoke(tables.Length, tables.Length);
        foreach (var table in locked)
            await AnalyzeAsync(table, cancellation);
    }

    /// <summary>Copies the tables that are to be copied, and tells which are left.</summary>
    private async Task<List<string>> CopyAsync(
        string[] tables,
        RewriteLimits limits,
        Action<int, int>? progress,
        CancellationToken cancellation
    )
    {
        var left = new List<string>();
        for (var i = 0; i < tables.Length; i++)
        {
            var bytes = await BytesAsync([tables[i]], cancellation);
            if (limits.CopyAbove is not { } least || bytes <= least)
            {
                left.Add(tables[i]);
                continue;
            }

            progress?.Invoke(i - left.Count, tables.Length);
            var copy = new TableCopy(new(connection, time, before), names, Name(i), limits);
            if (await copy.RunAsync(cancellation) is not { } why)
                continue;
            _notCopied.Add(
                $"The table {Name(i)} takes {bytes} bytes and cannot be copied because {why}."
            );
            if (bytes > limits.MaxLockedBytes)
                throw new TableNotCopied($"{NotCopied} It could only be made anew under a lock.");
            left.Add(tables[i]);
        }

        return left;

        string Name(int i) => tables[i][(names.QuotedSchema.Length + 1)..];
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
