using ActorStream.Operations.Databases;
using ActorStream.Operations.Databases.Postgres;
using ActorStream.Operations.Databases.Sqlite;
using ActorStream.Operations.Rewriting;

namespace ActorStream.Operations.Checks;

/// <summary>
/// Looks at a journal from outside: whether it is there, private, of a known layout, and has room. Only
/// looks; may run beside a server.
/// </summary>
public static class Doctor
{
    /// <summary>Looks at everything that can be looked at; a failure of one thing hides no other.</summary>
    /// <param name="target">The journal.</param>
    /// <param name="known">What a running server knows already, and need not be read from every row.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyList<Check>> ExamineAsync(
        JournalTarget target,
        RewriteNeed? known = null,
        CancellationToken cancellation = default
    )
    {
        var checks = new List<Check> { Versions() };
        checks.Add(await SchemaAsync(target, cancellation));
        switch (target)
        {
            case SqliteTarget sqlite:
                checks.AddRange(SqliteChecks.Examine(sqlite.Path));
                break;
            case PostgresTarget postgres:
                checks.AddRange(await PostgresChecks.ExamineAsync(postgres, known, cancellation));
                break;
        }

        return checks;
    }

    private static Check Versions()
    {
        var version = typeof(Doctor).Assembly.GetName().Version?.ToString(3) ?? "unknown";
        return Check.Ok("version", $"ActorStream {version} on .NET {Environment.Version}");
    }

    private static async Task<Check> SchemaAsync(
        JournalTarget target,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var database = await target.OpenAsync(cancellation);
            var last = await database.LastOrderingAsync(cancellation);
            return Check.Ok("schema", $"{target.Name} holds a journal, up to ordering {last}");
        }
        catch (JournalProblem problem)
        {
            return Check.Failed("schema", problem.Message);
        }
    }
}
