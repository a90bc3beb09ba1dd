using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// What other transactions of a database can still see. A rewrite of a table keeps every deleted row that
/// one of them could see, and with it the text that was erased; an automatic ANALYZE is enough, and so is
/// a session that wrote anything and never ended its transaction, a prepared transaction, or a replica that
/// tells what its own readers see. Who writes in another database of the server counts as well: no snapshot,
/// that of the rewrite included, begins after a transaction that is still open.
/// </summary>
internal static class PostgresOpenTransactions
{
    private const int MostLooks = 600;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private const string Older = """
        SELECT who FROM (
          SELECT coalesce(nullif(application_name, ''), backend_type, 'a session')
                   || ' (process ' || pid || ')' AS who,
                 CASE WHEN datname <> current_database() THEN age(backend_xid)
                      ELSE greatest(age(backend_xmin), age(backend_xid)) END AS age
          FROM pg_stat_activity WHERE pid <> pg_backend_pid()
          UNION ALL
          SELECT format('prepared transaction %L', gid), age(transaction)
          FROM pg_prepared_xacts
          UNION ALL
          SELECT format('replication slot %I', slot_name), age(xmin) FROM pg_replication_slots
        ) AS all_of_them
        WHERE age > age($1::text::xid)
        LIMIT 1
        """;

    /// <summary>Done when nobody sees what was deleted before this call any more.</summary>
    /// <exception cref="JournalProblem">Somebody still does after half a minute; it says who.</exception>
    public static async Task AwaitEndAsync(
        NpgsqlConnection connection,
        string name,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        await using var now = new NpgsqlCommand(
            "SELECT pg_current_xact_id()::xid::text",
            connection
        );
        var since = (string)(await now.ExecuteScalarAsync(cancellation))!;
        await using var older = new NpgsqlCommand(Older, connection);
        older.Parameters.Add(new NpgsqlParameter<string> { TypedValue = since });
        for (var look = 1; ; look++)
        {
            if (await older.ExecuteScalarAsync(cancellation) is not string who)
                return;
            if (look == MostLooks)
            {
                throw new JournalProblem(
                    $"{name}: {who} has a transaction open that still sees deleted rows, so their space"
                        + " and their text cannot be given up. Compact again when it has ended.",
                    JournalProblemKind.InUse
                );
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }
}
