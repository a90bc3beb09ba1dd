using System.Globalization;
using ActorStream.Operations.Rewriting;
using Npgsql;

namespace ActorStream.Operations.Databases.Postgres.Copying;

/// <summary>
/// Makes a table anew beside those who write and read it, whatever its size: copies its rows, and puts the
/// copy in its place, for which alone the others wait some milliseconds.
/// </summary>
/// <remarks>
/// Whenever it is killed, there is the one table or the other under the table's name, whole. What else it
/// has made then stays behind; <see cref="CopyLeftovers"/> finds it.
/// </remarks>
internal sealed class TableCopy(
    CopySession session,
    PostgresNames names,
    string table,
    RewriteLimits limits
)
{
    private const int MostRounds = 10;
    private const int FewRows = 5_000;
    private const int MostTries = 100;

    /// <summary>
    /// It takes one core at most. No statement is so long that it pays to compile it, but questions about the
    /// catalogs look so. Batches need not wait for the disk: nothing depends on them before the copy takes its
    /// place, and that is waited for.
    /// </summary>
    private const string Settings =
        "SET max_parallel_workers_per_gather = 0; SET jit = off; SET synchronous_commit = off";

    private const string UsualSettings =
        "RESET max_parallel_workers_per_gather; RESET jit; RESET synchronous_commit";

    private readonly CopyNames _own = new(names, table);

    /// <summary>Does it.</summary>
    /// <returns>Null if it is done, or why the table cannot be copied; then nothing was done.</returns>
    /// <exception cref="JournalProblem">Somebody was in the way for too long.</exception>
    public async Task<string?> RunAsync(CancellationToken cancellation)
    {
        await session.ExecuteAsync(Settings, cancellation);
        if (await TableShape.ObstacleAsync(session, _own.Table, cancellation) is { } obstacle)
            return obstacle;
        var shape = await TableShape.ReadAsync(session, _own.Table, cancellation);
        if (await CopyMaking.MakeAsync(session, _own, shape, cancellation) is { } difference)
            return difference;
        var rows = new CopyRows(session, _own, shape);
        await AttachAsync(
            CopyTriggers.Attach(_own, withInserts: !shape.GrowsAtTheEnd),
            cancellation
        );
        await session.ExecuteAsync(CopyRows.ByKey, cancellation);
        if (shape.GrowsAtTheEnd)
            await FollowAsync(rows, shape, cancellation);
        await rows.CopyAsync(null, cancellation);
        await session.ExecuteAsync(CopyRows.NotByKey, cancellation);
        // The planner knows nothing of it yet, and everybody's plans are made anew once it is in place.
        await session.PatientlyAsync(
            () => session.ExecuteAsync($"ANALYZE {_own.Copy}", cancellation),
            cancellation
        );
        await CompareAsync(rows, cancellation);
        await session.ExecuteAsync("RESET synchronous_commit", cancellation);
        await SwapAsync(rows, shape, cancellation);
        // Who has just found the sequence by its name may still come and read it.
        await OlderSnapshots.AwaitEndAsync(session, cancellation);
        await CopyLeftovers.DropAsync(session, names, cancellation);
        await session.ExecuteAsync(UsualSettings, cancellation);
        return null;
    }

    private Task AttachAsync(string triggers, CancellationToken cancellation) =>
        session.TakingAsync(
            _own.Table,
            () => session.ExecuteAsync(triggers, cancellation),
            cancellation
        );

    /// <summary>Copies what grows at its end until little is left, and then has each new row written twice.</summary>
    private async Task FollowAsync(CopyRows rows, TableShape shape, CancellationToken cancellation)
    {
        for (var round = 1; round <= MostRounds; round++)
        {
            // What is inserted up to there, from here on, is noted; all else has been committed by then.
            var highest = await session.TextsAsync(
                "SELECT coalesce(pg_sequence_last_value($1::regclass), 0)::text",
                cancellation,
                _own.InQuoted(shape.Sequence!.Name)
            );
            var upTo = long.Parse(highest[0], CultureInfo.InvariantCulture);
            await AttachAsync(CopyTriggers.AttachNotes(_own, shape, upTo), cancellation);
            if (await rows.CopyAsync(upTo, cancellation) <= FewRows)
                break;
        }

        await AttachAsync(CopyTriggers.AttachInserts(_own), cancellation);
    }

    /// <summary>
    /// Compares all bytes of all rows, as both tables are at one moment. Nobody waits for that: from the
    /// last trigger on, what is written is written to both.
    /// </summary>
    private async Task CompareAsync(CopyRows rows, CancellationToken cancellation)
    {
        for (var look = 1; look <= MostTries; look++)
        {
            await rows.CatchUpAsync(cancellation);
            var found = await session.RowsAsync(
                $"""
                SELECT EXISTS (SELECT FROM {_own.Changes})::text, {Sum(_own.Table)}, {Sum(
                    _own.Copy
                )}
                """,
                cancellation
            );
            var (isBehind, ofTable, ofCopy) = (found[0][0] == "true", found[0][1], found[0][2]);
            if (isBehind)
                continue;
            if (ofTable == ofCopy)
                return;
            throw new JournalProblem(
                $"The copy of the table {table} is not the same as the table ({ofCopy} against {ofTable}). "
                    + "It was thrown away.",
                JournalProblemKind.Unusable
            );
        }

        throw TooBusy();
    }

    private static string Sum(string of) =>
        $"(SELECT format('%s rows, %s', count(*), bit_xor(hash_record_extended(r, 0))) FROM {of} AS r)";

    private async Task SwapAsync(CopyRows rows, TableShape shape, CancellationToken cancellation)
    {
        var pairs = await IndexesAsync(cancellation);
        var ofCopy = (await TableShape.ReadAsync(session, _own.Copy, cancellation)).Sequence;
        var swap = CopySwap.Statement(_own, shape, pairs, ofCopy);
        for (var look = 1; look <= MostTries; look++)
        {
            await rows.CatchUpAsync(cancellation);
            if (!await OlderSnapshots.AwaitEndAsync(session, cancellation))
                throw TooBusy();
            try
            {
                await session.TakingAsync(
                    _own.Table,
                    () => SwapOnceAsync(swap, cancellation),
                    cancellation,
                    andCopy: _own.Copy
                );
                return;
            }
            catch (PostgresException behind) when (behind.SqlState == CopySwap.Behind)
            {
                // Somebody has changed rows since.
            }
            catch (PostgresException altered) when (altered.SqlState == CopySwap.Altered)
            {
                throw new JournalProblem(altered.MessageText, JournalProblemKind.InUse);
            }
        }

        throw TooBusy();
    }

    private async Task SwapOnceAsync(string swap, CancellationToken cancellation)
    {
        await session.ExecuteAsync(Timeout(limits.MaxPause), cancellation);
        try
        {
            await session.ExecuteAsync(swap, cancellation);
        }
        finally
        {
            if (session.IsOpen)
                await session.ExecuteAsync(Timeout(TimeSpan.Zero), CancellationToken.None);
        }
    }

    private static string Timeout(TimeSpan limit) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"SET statement_timeout = {Math.Ceiling(limit.TotalMilliseconds)}"
        );

    /// <summary>The table's indexes and the copy's, each with its like.</summary>
    private async Task<List<(string Old, string New)>> IndexesAsync(CancellationToken cancellation)
    {
        var rows = await session.RowsAsync(
            $"""
            WITH i AS (
              SELECT indrelid, c.relname, row_number() OVER (PARTITION BY indrelid ORDER BY
                {ShapeSql.Definition("c", "t")}, indisprimary, indisunique,
                obj_description(indexrelid, 'pg_class'), c.relname) AS place
              FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid JOIN pg_class AS t ON t.oid = indrelid
              WHERE indrelid IN ($1::regclass, $2::regclass)
            )
            SELECT o.relname::text, n.relname::text FROM i AS o JOIN i AS n USING (place)
            WHERE o.indrelid = $1::regclass AND n.indrelid = $2::regclass ORDER BY place
            """,
            cancellation,
            _own.Table,
            _own.Copy
        );
        return [.. rows.Select(row => (row[0]!, row[1]!))];
    }

    private JournalProblem TooBusy() =>
        new(
            $"The table {table} was copied, and is in use all the time: the copy could not take its place.",
            JournalProblemKind.InUse
        );
}
