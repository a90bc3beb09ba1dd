using System.Data;
using System.Globalization;

namespace ActorStream.Operations.Databases.Postgres.Copying;

/// <summary>Copies rows in batches, each in a transaction of its own, and rests as long as each has taken.</summary>
internal sealed class CopyRows(CopySession session, CopyNames names, TableShape shape)
{
    /// <summary>Rows are found by the key, whatever the planner takes tables for that nobody has analyzed.</summary>
    public const string ByKey =
        "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

    public const string NotByKey =
        "RESET enable_seqscan; RESET enable_hashjoin; RESET enable_mergejoin";

    private const int FewestRows = 20;
    private const int MostRows = 5_000;

    /// <summary>So long a batch keeps a core and the disk busy, and the rows that it reads in memory.</summary>
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(40);

    private readonly string _columns = shape.AllColumns();
    private string[]? _last;
    private int _rows = 500;

    /// <summary>Copies what is not in the copy yet, from where the last call has ended.</summary>
    /// <param name="upTo">Up to this key; null for all.</param>
    /// <returns>How many.</returns>
    public async Task<long> CopyAsync(long? upTo, CancellationToken cancellation)
    {
        var copied = 0L;
        while (true)
        {
            var since = session.Time.GetTimestamp();
            var size = _rows;
            var count = 0;
            await session.PatientlyAsync(
                async () => count = await BatchAsync(upTo, size, cancellation),
                cancellation
            );
            copied += count;
            if (count < size)
                return copied;
            var took = session.Time.GetElapsedTime(since);
            _rows = Math.Clamp(
                took < BatchTime / 2 ? size * 2
                    : took > BatchTime * 2 ? size / 2
                    : size,
                FewestRows,
                MostRows
            );
            await Task.Delay(took, session.Time, cancellation);
        }
    }

    /// <summary>
    /// Copies the rows anew whose keys were noted, as they all were at one moment. Somebody who changes one
    /// of them at that moment makes it fail, to be tried again.
    /// </summary>
    public Task CatchUpAsync(CancellationToken cancellation) =>
        session.PatientlyAsync(() => CatchUpOnceAsync(cancellation), cancellation);

    private async Task<int> BatchAsync(long? upTo, int size, CancellationToken cancellation)
    {
        var (key, ofRow) = (shape.KeyColumns(), shape.KeyColumns("o"));
        var texts = string.Join(", ", shape.Key.Select(one => $"{one.Name}::text"));
        var after = string.Join(", ", shape.Key.Select((one, i) => $"${i + 1}::{one.Type}"));
        var last = string.Join(", ", shape.Key.Select(one => $"{one.Name} DESC"));
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            WITH batch AS MATERIALIZED (
              SELECT {_columns} FROM {names.Table} AS o
              WHERE {(_last is null ? "true" : $"({ofRow}) > ({after})")}
                AND {(upTo is null ? "true" : $"({ofRow}) <= ({upTo})")}
                AND NOT EXISTS (SELECT FROM {names.Copy} AS c WHERE {shape.SameKey("c", "o")})
              ORDER BY {ofRow} LIMIT {size}
            ),
            moved AS (
              INSERT INTO {names.Copy} ({_columns}) OVERRIDING SYSTEM VALUE
              SELECT {_columns} FROM batch ON CONFLICT DO NOTHING RETURNING {key}
            ),
            kept AS (
              INSERT INTO {names.Changes} SELECT {key} FROM batch EXCEPT SELECT {key} FROM moved
            )
            SELECT (SELECT count(*) FROM batch)::text, {texts} FROM batch ORDER BY {last} LIMIT 1
            """
        );
        var ended = await session.RowsAsync(sql, cancellation, _last ?? []);
        if (ended is not [var row])
            return 0;
        _last = [.. row[1..].Select(key => key!)];
        return int.Parse(row[0]!, CultureInfo.InvariantCulture);
    }

    private async Task CatchUpOnceAsync(CancellationToken cancellation)
    {
        if (await session.IsAsync($"NOT EXISTS (SELECT FROM {names.Changes})", cancellation))
            return;
        var changed = $"(SELECT DISTINCT {shape.KeyColumns()} FROM {names.Changes}) AS k";
        await using var transaction = await session.BeginAsync(
            IsolationLevel.RepeatableRead,
            cancellation
        );
        await session.ExecuteAsync(
            ByKey.Replace("SET", "SET LOCAL", StringComparison.Ordinal),
            cancellation
        );
        var emptied = $"EXISTS (SELECT FROM {names.Changes} WHERE {shape.Key[0].Name} IS NULL)";
        if (await session.IsAsync(emptied, cancellation))
        {
            throw new JournalProblem(
                $"Somebody has emptied the table {names.Name} while it was copied.",
                JournalProblemKind.InUse
            );
        }

        await session.ExecuteAsync(
            $"DELETE FROM {names.Copy} AS c USING {changed} WHERE {shape.SameKey("c", "k")}",
            cancellation
        );
        await session.ExecuteAsync(
            $"""
            INSERT INTO {names.Copy} ({_columns}) OVERRIDING SYSTEM VALUE
            SELECT {shape.AllColumns("o")} FROM {changed} JOIN {names.Table} AS o ON {shape.SameKey(
                "o",
                "k"
            )}
            """,
            cancellation
        );
        await session.ExecuteAsync($"DELETE FROM {names.Changes}", cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
