using ActorStream.Operations.Rewriting;
using ActorStream.Operations.Tests.Fixtures;
using Npgsql;
using Xunit.Abstractions;

namespace ActorStream.Operations.Tests.Rewriting;

/// <summary>
/// Writers and readers of every kind go on while tables are copied and put in place, again and again, on
/// connections and statements that they prepared before. Each reader sees at each moment what all have
/// committed by then, in the journal as in a second one that nobody rewrites.
/// </summary>
public sealed class Copying_beside_writers(ITestOutputHelper output) : IDisposable
{
    private readonly PostgresTestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Loses_doubles_and_hides_nothing()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var journal = new CopiedJournal(_store);
        await journal.FillAsync(turnsKept: 50);
        journal.Erase();
        var shadow = new ShadowedJournal(_store);
        using var over = new CancellationTokenSource();
        var work = Enumerable
            .Range(0, 3)
            .Select(i => WriteAsync(shadow, $"writer-{i}", new(seed + i), over.Token))
            .Append(ReadAsync(shadow, over.Token))
            .Append(RepairAsync(shadow, new(seed + 9), over.Token))
            .ToList();
        var files = journal.Files();

        for (var i = 0; i < 2; i++)
        {
            var result = await journal.RewriteAsync();
            result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
            var now = journal.Files();
            now.Split(',').Intersect(files.Split(',')).ShouldBeEmpty();
            files = now;
        }

        await over.CancelAsync();
        await Task.WhenAll(work);
        shadow.Differences().ShouldBe(0);
        journal.LeftOver().ShouldBe(0);
        _store
            .Query(
                """
                SELECT count(*) FROM (
                  SELECT ordering <= lag(ordering) OVER (PARTITION BY persistence_id ORDER BY sequence_number)
                    AS is_wrong FROM journal WHERE persistence_id LIKE 'writer-%') AS a
                WHERE is_wrong
                """
            )
            .ShouldBe(0L);
    }

    private static async Task WriteAsync(
        ShadowedJournal shadow,
        string id,
        Random random,
        CancellationToken over
    )
    {
        await using var writer = await shadow.BeginAsync();
        while (!over.IsCancellationRequested)
        {
            await writer.AppendAsync(id, random.Next(1, 5));
            if (random.Next(5) == 0)
                await writer.SaveAsync(id);
            if (random.Next(5) == 0)
                await writer.ChangeAsync(random.Next(10));
            if (random.Next(20) == 0)
                await writer.DeleteAsync();
        }
    }

    /// <summary>As a repair beside the server does: it sees one moment, and writes later.</summary>
    private static async Task RepairAsync(
        ShadowedJournal shadow,
        Random random,
        CancellationToken over
    )
    {
        await using var writer = await shadow.BeginAsync();
        while (!over.IsCancellationRequested)
        {
            await writer.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ");
            try
            {
                await writer.ExecuteAsync("SELECT count(*) FROM shadow.tags");
                await Task.Yield();
                await writer.ChangeAsync(random.Next(10));
                await writer.ExecuteAsync("COMMIT");
            }
            catch (PostgresException error)
                when (error.SqlState == PostgresErrorCodes.SerializationFailure)
            {
                // Another one has changed that row since.
                await writer.ExecuteAsync("ROLLBACK");
            }
        }
    }

    /// <summary>Sees one moment before it comes to the journal, as a dump does.</summary>
    private static async Task ReadAsync(ShadowedJournal shadow, CancellationToken over)
    {
        await using var reader = await shadow.BeginAsync();
        await using var compare = new NpgsqlCommand(
            ShadowedJournal.DifferencesSql,
            reader.Connection
        );
        await compare.PrepareAsync(CancellationToken.None);
        while (!over.IsCancellationRequested)
        {
            await reader.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            await reader.ExecuteAsync("SELECT count(*) FROM shadow.tags");
            await Task.Yield();
            (await compare.ExecuteScalarAsync(CancellationToken.None)).ShouldBe(0L);
            await reader.ExecuteAsync("COMMIT");
        }
    }
}
