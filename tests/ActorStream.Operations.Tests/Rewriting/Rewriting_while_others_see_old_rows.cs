using ActorStream.Operations.Databases;
using ActorStream.Operations.Erasing;
using ActorStream.Operations.Rewriting;
using ActorStream.Operations.Tests.Fixtures;
using Npgsql;

namespace ActorStream.Operations.Tests.Rewriting;

/// <summary>
/// Rows are kept for whoever can still see them, also for those who have no session here: a transaction that is
/// prepared, and the readers of a replica. A rewrite waits for them and says who it is; then nothing is left (I19).
/// </summary>
public sealed class Rewriting_while_others_see_old_rows(PostgresCluster cluster)
    : IClassFixture<PostgresCluster>
{
    private const string Canary = "canary-that-somebody-sees";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static readonly RewriteLimits Limits = new(
        LockTimeout: TimeSpan.FromSeconds(5),
        MaxPause: TimeSpan.FromMinutes(1),
        MaxBytes: 1L << 30
    );

    [Fact]
    public async Task Waits_for_a_prepared_transaction()
    {
        using var store = new PostgresTestStore(cluster);
        await FillAsync(store);
        store.Execute("CREATE TABLE other (a integer)");
        store.Execute("BEGIN; INSERT INTO other VALUES (1); PREPARE TRANSACTION 'left behind'");
        await EraseAsync(store);

        var held = await Rewrite(store, new ImpatientTime()).RunAsync(Limits);
        store.Execute("COMMIT PREPARED 'left behind'");
        var free = await Rewrite(store).RunAsync(Limits);

        held.Outcome.ShouldBe(RewriteOutcome.Busy);
        held.Problem.ShouldNotBeNull().ShouldContain("prepared transaction 'left behind'");
        free.Outcome.ShouldBe(RewriteOutcome.Done, free.Problem);
        SearchedFiles.OfDatabase(store.ConnectionString, Canary).ShouldBeEmpty();
    }

    [Fact]
    public async Task Waits_for_the_readers_of_a_replica()
    {
        using var store = new PostgresTestStore(cluster);
        await FillAsync(store);
        RewriteResult held;
        RewriteResult free;
        using (var replica = cluster.StartReplica("a_replica"))
        {
            await using var reader = new NpgsqlConnection(
                replica.Replicated(store.ConnectionString) + ";Pooling=false"
            );
            await reader.OpenAsync();
            await ExecuteAsync(
                reader,
                "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM journal"
            );
            await BecomesAsync(() =>
                store.Query("SELECT xmin FROM pg_replication_slots") is not (null or DBNull)
            );
            await EraseAsync(store);

            held = await Rewrite(store, new ImpatientTime()).RunAsync(Limits);
            await ExecuteAsync(reader, "COMMIT");
            free = await Rewrite(store).RunAsync(Limits);
        }

        // It would keep what the other test erases.
        await BecomesAsync(() => store.Query("SELECT active FROM pg_replication_slots") is false);
        store.Execute("SELECT pg_drop_replication_slot('a_replica')");

        held.Outcome.ShouldBe(RewriteOutcome.Busy);
        held.Problem.ShouldNotBeNull().ShouldContain("replication slot a_replica");
        free.Outcome.ShouldBe(RewriteOutcome.Done, free.Problem);
        SearchedFiles.OfDatabase(store.ConnectionString, Canary).ShouldBeEmpty();
    }

    private static async Task FillAsync(PostgresTestStore store)
    {
        var rows = Written.Conversation(text: Canary);
        await Written.WriteAsync(
            store,
            [.. rows, .. Written.Conversation(Rows.B)],
            Written.Snapshot(rows, rows.Count)
        );
        SearchedFiles.OfDatabase(store.ConnectionString, Canary).ShouldNotBeEmpty();
    }

    private static async Task EraseAsync(PostgresTestStore store)
    {
        await using var maintenance = await store.Target.OpenForMaintenanceAsync();
        await JournalEraser.EraseAsync(maintenance, [Rows.A], Written.Noon);
    }

    private static IJournalRewrite Rewrite(PostgresTestStore store, TimeProvider? time = null) =>
        store.Target.OpenRewrite(time ?? TimeProvider.System)!;

    private static async Task BecomesAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Soon);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
