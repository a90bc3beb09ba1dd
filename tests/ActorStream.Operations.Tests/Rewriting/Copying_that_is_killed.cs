using ActorStream.Operations.Checks;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Rewriting;
using ActorStream.Operations.Tests.Fixtures;
using Npgsql;

namespace ActorStream.Operations.Tests.Rewriting;

/// <summary>
/// Whenever the copying is killed, there is the old table or the new one, whole; what it leaves is in nobody's
/// way, and goes when a server starts or a rewrite begins.
/// </summary>
public sealed class Copying_that_is_killed
{
    private const string Kill = """
        SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
        WHERE application_name = 'actorstream rewrite' AND datname = current_database()
        """;

    /// <summary>The first table before each statement, the others before some.</summary>
    [Fact]
    public async Task Before_any_of_its_statements_leaves_one_table_or_the_other()
    {
        using var store = new PostgresTestStore();
        var journal = new CopiedJournal(store);
        await journal.FillAsync(turnsKept: 20);
        journal.Erase();
        var content = journal.Content();
        var left = 0;
        for (var at = 1; ; at += at < 50 ? 1 : 5)
        {
            var isOver = await RunToAsync(journal, at, () => store.Execute(Kill));
            journal.Content().ShouldBe(content, $"killed before statement {at}");
            if (isOver)
                break;
            left += journal.LeftOver() > 0 ? 1 : 0;
            // As a server does when it starts.
            await journal.Rewrite().PrepareAsync();
            journal.LeftOver().ShouldBe(0, $"killed before statement {at}");
        }

        left.ShouldBeGreaterThan(20);
        journal.Found().ShouldBeEmpty();
        (await journal.Rewrite().LookAsync()).IsDue.ShouldBeFalse();
        await journal.ShouldBeWholeAsync();
    }

    /// <summary>Writers keep their triggers until somebody takes them away, and can write all the same.</summary>
    [Fact]
    public async Task Is_in_no_writers_way_and_is_told_by_the_doctor()
    {
        using var store = new PostgresTestStore();
        var journal = new CopiedJournal(store);
        await journal.FillAsync();
        await RunToAsync(journal, "ANALYZE", () => store.Execute(Kill));
        journal.LeftOver().ShouldBePositive();
        var shadow = new ShadowedJournal(store);
        await using var writer = await shadow.BeginAsync();

        for (var i = 0; i < 10; i++)
        {
            await writer.AppendAsync("later", 2);
            await writer.ChangeAsync(i);
            await writer.SaveAsync("later");
            await writer.DeleteAsync();
        }

        var told = await LeftoversAsync(store);
        shadow.Differences().ShouldBe(0);
        var result = await journal.RewriteAsync();

        told.Status.ShouldBe(CheckStatus.Warning);
        told.Detail.ShouldContain("actorstream_rewrite_journal");
        result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
        shadow.Differences().ShouldBe(0);
        journal.LeftOver().ShouldBe(0);
        (await LeftoversAsync(store)).Status.ShouldBe(CheckStatus.Ok);
    }

    [Fact]
    public async Task Is_tidied_up_by_an_operators_rewrite_of_the_stopped_database_as_well()
    {
        using var store = new PostgresTestStore();
        var journal = new CopiedJournal(store);
        await journal.FillAsync();
        // The old table is still there, with all that is erased.
        journal.Erase();
        await RunToAsync(journal, "DROP TABLE", () => store.Execute(Kill));
        journal.Found().ShouldNotBeEmpty();

        await using (var maintenance = await store.Target.OpenForMaintenanceAsync())
            await maintenance.CompactAsync();

        journal.LeftOver().ShouldBe(0);
        journal.Found().ShouldBeEmpty();
    }

    /// <summary>The whole of PostgreSQL, as a power cut does.</summary>
    [Theory]
    [InlineData("CREATE UNLOGGED TABLE")]
    [InlineData("WITH batch")]
    [InlineData("ANALYZE")]
    [InlineData("DO $swap$")]
    [InlineData("SET statement_timeout = 0")]
    [InlineData("DROP TABLE")]
    public async Task With_its_database_leaves_one_table_or_the_other(string before)
    {
        using var cluster = new PostgresCluster();
        using var store = new ClusterStore(cluster);
        var journal = new CopiedJournal(store);
        await journal.FillAsync();
        journal.Erase();
        var content = journal.Content();

        await RunToAsync(
            journal,
            before,
            () =>
            {
                cluster.Stop();
                cluster.Start();
            }
        );

        journal.Content().ShouldBe(content);
        await journal.ShouldBeWholeAsync();
        await journal.Rewrite().PrepareAsync();
        journal.LeftOver().ShouldBe(0);
        var result = await journal.RewriteAsync();
        result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
        journal.Content().ShouldBe(content);
        journal.Found().ShouldBeEmpty();
    }

    /// <summary>The process that rewrites dies with its connection, and takes nothing away any more.</summary>
    /// <returns>Whether it was done before that.</returns>
    private static Task<bool> RunToAsync(CopiedJournal journal, int at, Action kill)
    {
        var statements = 0;
        return RunToAsync(journal, _ => ++statements == at, kill);
    }

    private static Task<bool> RunToAsync(CopiedJournal journal, string before, Action kill) =>
        RunToAsync(journal, sql => sql.StartsWith(before, StringComparison.Ordinal), kill);

    private static async Task<bool> RunToAsync(
        CopiedJournal journal,
        Func<string, bool> isThere,
        Action kill
    )
    {
        var isDead = false;
        try
        {
            var result = await journal.RewriteAsync(sql =>
            {
                if (isDead)
                    throw new DeadProcess();
                if (isThere(sql))
                {
                    isDead = true;
                    kill();
                }

                return Task.CompletedTask;
            });
            result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
            return true;
        }
        catch (DeadProcess)
        {
            return false;
        }
    }

    private static async Task<Check> LeftoversAsync(TestStore store) =>
        (await Doctor.ExamineAsync(store.Target)).Single(check => check.Name == "left-overs");

    private sealed class DeadProcess : Exception;

    private sealed class ClusterStore(PostgresCluster cluster) : TestStore
    {
        public override string ConnectionString { get; } =
            cluster.CreateDatabase() + ";Pooling=false";

        public override JournalTarget Target => JournalTarget.Postgres(ConnectionString);

        public override string ProviderName => "PostgreSQL.15";

        public override System.Data.Common.DbConnection Connect() =>
            new NpgsqlConnection(ConnectionString);

        public override void Dispose() { }
    }
}
