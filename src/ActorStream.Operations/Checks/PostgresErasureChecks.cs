using System.Globalization;
using ActorStream.Operations.Databases.Postgres;
using ActorStream.Operations.Rewriting;
using Npgsql;

namespace ActorStream.Operations.Checks;

/// <summary>Whether PostgreSQL's files still hold what was erased from the journal.</summary>
internal static class PostgresErasureChecks
{
    private const string Rows = "erased-text";

    public static async Task<IReadOnlyList<Check>> ExamineAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        RewriteNeed? known,
        CancellationToken cancellation
    ) =>
        [
            .. await FilesAsync(connection, names, known, cancellation),
            await SamplesAsync(connection, names, cancellation),
        ];

    private static async Task<IReadOnlyList<Check>> FilesAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        RewriteNeed? known,
        CancellationToken cancellation
    )
    {
        await using (
            var exists = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection)
        )
        {
            exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = names.Journal });
            if (await exists.ExecuteScalarAsync(cancellation) is not true)
                return [Check.Ok(Rows, "there is no table 'journal'")];
        }

        var need = known is null
            ? await LookAsync(connection, names, cancellation)
            : new(known.IsDue, known.RewrittenAt, known.IsLogDue);
        return [InTables(need), await InLogAsync(connection, need, cancellation)];
    }

    private static Check InTables(Need need)
    {
        var last = need.At is { } time
            ? $"the tables were rewritten at {time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}"
            : "the tables were never rewritten";
        return need.IsDue
            ? Check.Warning(
                Rows,
                $"the tables' files may still hold rows of conversations that were erased: {last}. "
                    + "A server does it by itself within its limits (actorstream.rewrite); "
                    + "'actorstream journal compact' does it now"
            )
            : Check.Ok(Rows, $"nothing that was erased is left in the tables' files: {last}");
    }

    private static async Task<Check> InLogAsync(
        NpgsqlConnection connection,
        Need need,
        CancellationToken cancellation
    )
    {
        const string Name = "erased-text-in-log";
        if (need is { IsDue: false, IsLogDue: false })
            return Check.Ok(Name, "nothing that was erased is left in the write-ahead log");
        var refusal = await new PostgresLog(connection).RefusalAsync(cancellation);
        return Check.Warning(
            Name,
            "the write-ahead log may hold text of what was erased until its segments are used again. "
                + (
                    refusal is { Problem: { } problem }
                        ? "It cannot be cleaned: " + problem
                        : "A server cleans it by itself when it has rewritten the tables; "
                            + "'actorstream journal compact' does both now"
                )
        );
    }

    private static async Task<Need> LookAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    )
    {
        var erased = await PostgresErasures.CountAsync(connection, names, cancellation);
        var noted = await PostgresErasures.NotedAsync(connection, names, cancellation);
        return new(erased.IsMoreThan(noted?.Erasures), noted?.At, noted is { IsLogDue: true });
    }

    private static async Task<Check> SamplesAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    )
    {
        const string Name = "statistics";
        var taken = await PostgresSamples.TakenAsync(connection, names, cancellation);
        if (taken.Count > 0)
        {
            return Check.Warning(
                Name,
                $"pg_statistic holds samples of {string.Join(", ", taken)}, which no erasure reaches: "
                    + "'actorstream journal compact' takes them out"
            );
        }

        var open = await PostgresSamples.OpenAsync(connection, names, cancellation);
        return open.Count == 0
            ? Check.Ok(Name, "no samples of what conversations say are taken")
            : Check.Warning(
                Name,
                $"the next ANALYZE takes samples of {string.Join(", ", open)}; a server whose role owns "
                    + "the tables forbids it when it starts"
            );
    }

    private sealed record Need(bool IsDue, DateTimeOffset? At, bool IsLogDue);
}
