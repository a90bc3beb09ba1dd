namespace ActorStream.Operations.Databases.Postgres.Copying;

/// <summary>
/// Waits for those who see the database as it was before now. A transaction that goes on seeing one moment
/// (a dump, a report, a repair) and comes to the table only when the copy has taken its place would miss
/// there what was copied after that moment.
/// </summary>
internal static class OlderSnapshots
{
    private const string Now = """
        SELECT l.virtualtransaction, a.backend_xmin::text
        FROM pg_stat_activity AS a
        JOIN pg_locks AS l ON l.pid = a.pid AND l.locktype = 'virtualxid' AND l.mode = 'ExclusiveLock'
        WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
          AND a.backend_xmin IS NOT NULL AND a.backend_type <> 'autovacuum worker'
        """;

    /// <summary>True when none is left; false when patience is over.</summary>
    public static async Task<bool> AwaitEndAsync(
        CopySession session,
        CancellationToken cancellation
    )
    {
        var older = await LookAsync(session, cancellation);
        return await session.UntilAsync(
            async () =>
            {
                if (older.Count > 0)
                    older.IntersectWith(await LookAsync(session, cancellation));
                return older.Count == 0;
            },
            cancellation
        );
    }

    /// <summary>
    /// The transactions with what they see: one that shows another moment, or none, for once has let go of
    /// the first.
    /// </summary>
    private static async Task<HashSet<(string, string)>> LookAsync(
        CopySession session,
        CancellationToken cancellation
    ) => [.. (await session.RowsAsync(Now, cancellation)).Select(row => (row[0]!, row[1]!))];
}
