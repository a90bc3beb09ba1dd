using ActorStream.Operations.Databases.Postgres;
using ActorStream.Operations.Rewriting;
using Npgsql;

namespace ActorStream.Operations.Checks;

/// <summary>What to look at in a PostgreSQL server and its database.</summary>
internal static class PostgresChecks
{
    /// <summary>The oldest server that the tables and statements are tried on.</summary>
    private const int OldestVersion = 15;

    public static async Task<IReadOnlyList<Check>> ExamineAsync(
        PostgresTarget target,
        RewriteNeed? known,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var source = target.CreateSource();
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return
            [
                Version(connection),
                await DurabilityAsync(connection, cancellation),
                await RightsAsync(connection, target.Names, cancellation),
                await EncryptionAsync(connection, cancellation),
                await LockAsync(connection, cancellation),
                .. await PostgresErasureChecks.ExamineAsync(
                    connection,
                    target.Names,
                    known,
                    cancellation
                ),
            ];
        }
        catch (NpgsqlException error)
        {
            return [Check.Failed("connection", target.Translate(error).Message)];
        }
    }

    private static Check Version(NpgsqlConnection connection)
    {
        var version = connection.PostgreSqlVersion;
        return version.Major < OldestVersion
            ? Check.Warning(
                "postgres",
                $"PostgreSQL {version}; older than {OldestVersion} is not tried"
            )
            : Check.Ok("postgres", $"PostgreSQL {version}");
    }

    private static async Task<Check> DurabilityAsync(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "SELECT current_setting('fsync'), current_setting('synchronous_commit')",
            connection
        );
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        var (fsync, commit) = (rows.GetString(0), rows.GetString(1));
        return fsync == "off" || commit == "off"
            ? Check.Warning(
                "durability",
                $"fsync is {fsync}, synchronous_commit is {commit}: acknowledged events can be lost"
            )
            : Check.Ok("durability", $"fsync is {fsync}, synchronous_commit is {commit}");
    }

    private static async Task<Check> RightsAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT has_schema_privilege('public', $1, 'USAGE'),
                   ARRAY(SELECT c.relname::text FROM pg_class AS c
                         JOIN pg_namespace AS n ON n.oid = c.relnamespace
                         WHERE n.nspname = $1 AND c.relname IN ('journal', 'tags', 'snapshot')
                           AND has_table_privilege('public', c.oid, 'SELECT'))
            """,
            connection
        );
        command.Parameters.Add(new NpgsqlParameter { Value = names.Schema });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        var open = rows.GetFieldValue<string[]>(1);
        return open.Length > 0
            ? Check.Failed(
                "permissions",
                $"everybody on the server may read {string.Join(", ", open)}: REVOKE it from PUBLIC"
            )
            : Check.Ok("permissions", "the tables are not readable for everybody");
    }

    private static async Task<Check> EncryptionAsync(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var host = connection.Host ?? "";
        if (host.StartsWith('/') || host is "" or "localhost" or "127.0.0.1" or "::1")
        {
            return Check.Ok("encryption", "the connection stays on this machine");
        }

        await using var command = new NpgsqlCommand(
            "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
            connection
        );
        return await command.ExecuteScalarAsync(cancellation) is true
            ? Check.Ok("encryption", "the connection is encrypted")
            : Check.Warning(
                "encryption",
                $"the connection to {host} is not encrypted; set 'SSL Mode=VerifyFull'"
            );
    }

    private static async Task<Check> LockAsync(
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        var holders = await PostgresLocks.HoldersAsync(connection, cancellation);
        return Check.Ok(
            "lock",
            holders.Count == 0
                ? "free: no server runs on this database"
                : $"held by {string.Join("; ", holders)}"
        );
    }
}
