using Npgsql;

namespace ActorStream.Operations.Databases.Postgres.Copying;

/// <summary>
/// What a rewrite that was killed has left: half of a copy, or the old table that was to be dropped, with
/// rows that may have been erased since; and triggers that keep the copy up to date. Nothing uses them.
/// </summary>
internal static class CopyLeftovers
{
    /// <summary>The class of the lock that a rewrite holds while it runs ("ASRW").</summary>
    public const int LockClass = 0x41535257;

    private const string Tables = $"""
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relkind = 'r' AND starts_with(c.relname, '{CopyNames.Prefix}')
        """;

    /// <summary>
    /// What has to go, in the order in which it can. An old table takes its triggers along; a function goes
    /// when no trigger calls it.
    /// </summary>
    private const string Drops = $"""
        SELECT string_agg(format('DROP TRIGGER IF EXISTS %I ON %I.%I', t.tgname, n.nspname, c.relname), '; '),
          format('%I.%I', n.nspname, c.relname)
        FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND starts_with(t.tgname, '{CopyNames.Prefix}')
          AND NOT starts_with(c.relname, '{CopyNames.Prefix}')
        GROUP BY n.nspname, c.relname
        UNION ALL
        SELECT format('DROP TABLE IF EXISTS %I.%I', n.nspname, c.relname), format('%I.%I', n.nspname, c.relname)
        {Tables}
        UNION ALL
        SELECT format('DROP FUNCTION IF EXISTS %I.%I()', n.nspname, p.proname), NULL
        FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
        WHERE n.nspname = $1 AND starts_with(p.proname, '{CopyNames.Prefix}') AND p.pronargs = 0
        """;

    /// <summary>The tables of a rewrite that runs, or that was killed.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    ) =>
        await new CopySession(connection, TimeProvider.System, null).TextsAsync(
            $"SELECT c.relname {Tables} ORDER BY 1",
            cancellation,
            names.Schema
        );

    /// <summary>Whether a rewrite runs, by its lock.</summary>
    public static Task<bool> IsInUseAsync(
        NpgsqlConnection connection,
        CancellationToken cancellation
    ) =>
        new CopySession(connection, TimeProvider.System, null).IsAsync(
            $"""
            EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = {LockClass} AND granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            """,
            cancellation
        );

    /// <summary>Takes the lock, which the connection's end gives back.</summary>
    /// <exception cref="JournalProblem">Another rewrite has it, also one that was cut off.</exception>
    public static async Task LockAsync(
        CopySession session,
        string name,
        CancellationToken cancellation
    )
    {
        var isTaken = await session.UntilAsync(
            () => session.IsAsync($"pg_try_advisory_lock({LockClass}, 1)", cancellation),
            cancellation
        );
        if (!isTaken)
        {
            throw new JournalProblem(
                $"{name}: another rewrite of the tables is still under way.",
                JournalProblemKind.InUse
            );
        }
    }

    /// <summary>Drops all of it. Under the lock.</summary>
    public static async Task DropAsync(
        CopySession session,
        PostgresNames names,
        CancellationToken cancellation
    )
    {
        foreach (var drop in await session.RowsAsync(Drops, cancellation, names.Schema))
        {
            Task RunAsync() => session.ExecuteAsync(drop[0]!, cancellation);
            await (
                drop[1] is { } table
                    ? session.TakingAsync(table, RunAsync, cancellation)
                    : session.PatientlyAsync(RunAsync, cancellation)
            );
        }
    }
}
