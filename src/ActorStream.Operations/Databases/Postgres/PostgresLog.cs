using System.Globalization;
using ActorStream.Operations.Rewriting;
using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// Takes what was erased out of PostgreSQL's write-ahead log. A checkpoint ends the need for older
/// segments, but PostgreSQL does not delete all of them: it gives some the names of future ones, and the
/// old bytes stay in those until the log comes there. So it is made to come there at once, by messages
/// without a meaning, which nothing reads.
/// </summary>
/// <remarks>
/// Call it when the tables' files hold nothing of it any more: what they held could be written to the log
/// again. Sources: PostgreSQL 15, 30.5 (WAL configuration), 9.27.6 (<c>pg_logical_emit_message</c>), CHECKPOINT.
/// </remarks>
internal sealed class PostgresLog(NpgsqlConnection connection)
{
    private const int MessageBytes = 1 << 20;

    /// <summary>Of the names of segments that follow is told by these digits; the others are the time line.</summary>
    private const string Segments =
        "SELECT right(name, 16) AS segment FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'";

    /// <summary>Fills the log until no segment is left that was used before.</summary>
    /// <param name="maxBytes">More is not written; null means no limit.</param>
    /// <param name="cancellation">Gives up between two messages; nothing has to be undone.</param>
    public async Task<LogCleaning> CleanAsync(long? maxBytes, CancellationToken cancellation)
    {
        if (await RefusalAsync(cancellation) is { } refusal)
            return refusal;
        var segmentBytes = await ReadAsync<long>(
            "SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size'",
            cancellation
        );
        var last = await ReadAsync<string>(
            "SELECT right(pg_walfile_name(pg_current_wal_insert_lsn()), 16)",
            cancellation
        );
        // A checkpoint needs the segment that it begins in.
        await FillAsync(last, segmentBytes, cancellation);
        await ExecuteAsync("CHECKPOINT", cancellation);
        if (await KeptAsync(last, cancellation) is { } kept)
            return kept;
        var future = await ReadAsync<string>(
            $"SELECT max(segment) FROM ({Segments}) AS s",
            cancellation
        );
        var bytes =
            await ReadAsync<long>(
                $"SELECT count(*) FROM ({Segments}) AS s WHERE segment > '{last}'",
                cancellation
            ) * segmentBytes;
        if (bytes > maxBytes)
        {
            return new(
                LogOutcome.TooLarge,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Its segments take {bytes} bytes, which is beyond the limit of {maxBytes}."
                )
            );
        }

        await FillAsync(future, segmentBytes, cancellation);
        return new(LogOutcome.Clean);
    }

    /// <summary>Why it cannot be cleaned, whenever it is tried; null if it can.</summary>
    public async Task<LogCleaning?> RefusalAsync(CancellationToken cancellation)
    {
        // The role pg_checkpoint is there since PostgreSQL 15.
        var isAllowed = await ReadAsync<bool>(
            """
            SELECT has_function_privilege('pg_ls_waldir()', 'EXECUTE') AND CASE
              WHEN (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN true
              WHEN current_setting('server_version_num')::integer < 150000 THEN false
              ELSE pg_has_role('pg_checkpoint', 'USAGE')
            END
            """,
            cancellation
        );
        if (!isAllowed)
        {
            return new(
                LogOutcome.NotAllowed,
                "The role may not do it. GRANT pg_monitor, pg_checkpoint TO it (before PostgreSQL 15 only a superuser may)."
            );
        }

        return await ReadAsync<bool>(
            "SELECT current_setting('archive_mode') <> 'off'",
            cancellation
        )
            ? new(
                LogOutcome.Archived,
                "It is archived (archive_mode), and the archive holds as much of it as it keeps."
            )
            : null;
    }

    /// <summary>
    /// Writes to the log until it is stored beyond a segment. A message that belongs to a transaction is
    /// stored when that ends.
    /// </summary>
    private async Task FillAsync(string segment, long segmentBytes, CancellationToken cancellation)
    {
        var messages = Math.Max(1, segmentBytes / MessageBytes);
        while (string.CompareOrdinal(await WrittenAsync(cancellation), segment) <= 0)
        {
            for (var i = 1; i <= messages; i++)
            {
                var ends = i == messages ? "true" : "false";
                await ExecuteAsync(
                    $"SELECT pg_logical_emit_message({ends}, 'actorstream', repeat(' ', {MessageBytes}))",
                    cancellation
                );
            }
        }
    }

    /// <summary>Who needs old segments still; null if none are left.</summary>
    private async Task<LogCleaning?> KeptAsync(string last, CancellationToken cancellation)
    {
        var kept = await ReadAsync<long>(
            $"SELECT count(*) FROM ({Segments}) AS s WHERE segment <= '{last}'",
            cancellation
        );
        if (kept == 0)
            return null;
        var who = await ReadAsync<string>(
            $"""
            SELECT coalesce(
              (SELECT format('the replication slot %I', slot_name) FROM pg_replication_slots
               WHERE restart_lsn IS NOT NULL AND right(pg_walfile_name(restart_lsn), 16) <= '{last}'
               ORDER BY restart_lsn LIMIT 1),
              CASE WHEN current_setting('wal_keep_size') <> '0' THEN 'wal_keep_size' END,
              'the server')
            """,
            cancellation
        );
        return new(
            LogOutcome.Kept,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{who} keeps {kept} segments from before the rewrite."
            )
        );
    }

    /// <summary>The segment up to which everything is stored.</summary>
    private Task<string> WrittenAsync(CancellationToken cancellation) =>
        ReadAsync<string>(
            "SELECT right(pg_walfile_name(pg_current_wal_flush_lsn()), 16)",
            cancellation
        );

    private async Task<T> ReadAsync<T>(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
