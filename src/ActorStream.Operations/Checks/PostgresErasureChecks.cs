using System.Globalization;
using ActorStream.Operations.Databases.Postgres;
using ActorStream.Operations.Databases.Postgres.Copying;
using ActorStream.Operations.Rewriting;
using Npgsql;

namespace ActorStream.Operations.Checks;

/// <summary>Whether PostgreSQL's files still hold what was erased from the journal.</summary>
internal static class PostgresErasureChecks
{
    public static async Task<IReadOnlyList<Check>> ExamineAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        RewriteNeed? known,
        CancellationToken cancellation
    ) =>
        [
            await RowsAsync(connection, names, known, cancellation),
            await SamplesAsync(connection, names, cancellation),
            await LeftoversAsync(connection, names, cancellation),
        ];

    /// <summary>Found by their names, which nothing else has.</summary>
    private static async Task<Check> LeftoversAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    )
    {
        const string Name = "left-overs";
        var tables = await CopyLeftovers.FindAsync(connection, names, cancellation);
        if (tables.Count == 0)
            return Check.Ok(Name, "no rewrite has left anything");
        return await CopyLeftovers.IsInUseAsync(connection, cancellation)
            ? Check.Ok(Name, "a rewrite copies a table at this moment")
            : Check.Warning(
                Name,
                $"a rewrite that was killed has left {string.Join(", ", tables)}, with rows that may be erased; "
                    + "the next start of a server takes it away, and so does 'actorstream journal compact'"
            );
    }

    private static async Task<Check> RowsAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        RewriteNeed? known,
        CancellationToken cancellation
    )
    {
        const string Name = "erased-text";
        await using (
            var exists = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection)
        )
        {
            exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = names.Journal });
            if (await exists.ExecuteScalarAsync(cancellation) is not true)
                return Check.Ok(Name, "there is no table 'journal'");
        }

        var (isDue, at) = known is null
            ? await LookAsync(connection, names, cancellation)
            : (known.IsDue, known.RewrittenAt);
        var last = at is { } time
            ? $"the tables were rewritten at {time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}"
            : "the tables were never rewritten";
        return isDue
            ? Check.Warning(
                Name,
                $"the tables' files may still hold rows of conversations that were erased: {last}. "
                    + "A server does it by itself within its limits (actorstream.rewrite); "
                    + "'actorstream journal compact' does it now"
            )
            : Check.Ok(Name, $"nothing that was erased is left in the tables' files: {last}");
    }

    private static async Task<(bool IsDue, DateTimeOffset? At)> LookAsync(
        NpgsqlConnection connection,
        PostgresNames names,
        CancellationToken cancellation
    )
    {
        var erased = await PostgresErasures.CountAsync(connection, names, cancellation);
        var noted = await PostgresErasures.NotedAsync(connection, names, cancellation);
        return (erased.IsMoreThan(noted?.Erasures), noted?.At);
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
}
