using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests;

/// <summary>Only this engine looks before it writes.</summary>
public abstract class A_table_that_is_somebody_elses : IDisposable
{
    protected abstract SqlStore Store { get; }

    [EngineFact("Akka.Persistence.Sql does not compare the layout.")]
    public async Task Is_left_alone_and_the_actor_hears_why()
    {
        Store.Execute("CREATE TABLE journal (day date, entry varchar(1000))");
        Store.Execute("INSERT INTO journal VALUES (NULL, 'Dear diary')");
        await using var running = RunningSystem.On(Store);
        var failures = await running.ListenAsync<Recorder.RecoveryFailed>();

        running.Recorder("one");

        using var patience = new CancellationTokenSource(RunningSystem.Patience);
        var failure = await failures.ReadAsync(patience.Token);
        failure.Cause.ToString().ShouldContain("'journal'");
        failure.Cause.ToString().ShouldContain("another layout");
        Store.Query("SELECT entry FROM journal").ShouldHaveSingleItem()[0].ShouldBe("Dear diary");
        Tables().ShouldBe(["journal"]);
    }

    protected abstract IReadOnlyList<string> Tables();

    public void Dispose() => Store.Dispose();
}

public sealed class A_table_in_SQLite_that_is_somebody_elses : A_table_that_is_somebody_elses
{
    protected override SqlStore Store { get; } = new SqliteStore();

    protected override IReadOnlyList<string> Tables() =>
        [
            .. Store
                .Query("SELECT name FROM sqlite_master WHERE type = 'table'")
                .Select(row => (string)row[0]),
        ];
}

public sealed class A_table_in_PostgreSQL_that_is_somebody_elses : A_table_that_is_somebody_elses
{
    protected override SqlStore Store { get; } = new PostgresStore();

    protected override IReadOnlyList<string> Tables() =>
        [
            .. Store
                .Query("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
                .Select(row => (string)row[0]),
        ];
}
