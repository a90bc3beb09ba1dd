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
    /// <summary>How many conversations one sentence names.</summary>
    private const int MaxNamed = 10;

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
        checks.AddRange(await TablesAsync(target, cancellation));
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

    private static async Task<IReadOnlyList<Check>> TablesAsync(
        JournalTarget target,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var database = await target.OpenAsync(cancellation);
            var last = await database.LastOrderingAsync(cancellation);
            return
            [
                Check.Ok("schema", $"{target.Name} holds a journal, up to ordering {last}"),
                await LeftSnapshotsAsync(database, cancellation),
            ];
        }
        catch (JournalProblem problem)
        {
            return [Check.Failed("schema", problem.Message)];
        }
    }

    private static async Task<Check> LeftSnapshotsAsync(
        IJournalDatabase database,
        CancellationToken cancellation
    )
    {
        const string Name = "erased-snapshots";
        var left = await database.LeftSnapshotsAsync(MaxNamed, cancellation);
        return left.Count == 0
            ? Check.Ok(Name, "no erased conversation has a snapshot")
            : Check.Failed(
                Name,
                "erased conversations have snapshots, which hold their text: "
                    + string.Join(", ", left.Select(PersistenceIds.ToId))
                    + (left.Count == MaxNamed ? ", and there may be more" : "")
                    + ". The next start of a server deletes them; 'actorstream journal heal' does it on a "
                    + "stopped server's journal"
            );
    }
}
