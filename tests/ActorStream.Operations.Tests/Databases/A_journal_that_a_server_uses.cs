using ActorStream.Operations.Databases;
using ActorStream.Operations.Databases.Postgres;
using ActorStream.Operations.Databases.Sqlite;
using ActorStream.Operations.Tests.Fixtures;
using Npgsql;

namespace ActorStream.Operations.Tests.Databases;

public sealed class A_journal_that_a_server_uses
{
    [Fact]
    public async Task Is_not_maintained_while_the_server_has_the_lock_of_its_folder()
    {
        using var store = new SqliteTestStore();
        await store.WriteAsync(Rows.Conversation(Rows.A));

        using (JournalLock.Take(store.FilePath))
        {
            JournalLock.IsHeld(store.FilePath).ShouldBeTrue();
            (await store.Target.CountUsersAsync()).ShouldBe(1);
            await ShouldBeInUse(store.Target);
        }

        JournalLock.IsHeld(store.FilePath).ShouldBeFalse();
        await (await store.Target.OpenForMaintenanceAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Is_not_maintained_while_a_server_is_announced_and_names_it()
    {
        using var store = new PostgresTestStore();
        await store.WriteAsync(Rows.Conversation(Rows.A));
        var server = await AnnounceAsync(store);

        var problem = await ShouldBeInUse(store.Target);
        problem.Message.ShouldContain("actorstream server, process ");
        (await store.Target.CountUsersAsync()).ShouldBe(1);
        await server.DisposeAsync();
        (await store.Target.CountUsersAsync()).ShouldBe(0);

        await (await store.Target.OpenForMaintenanceAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Is_not_used_by_a_second_server_which_names_the_first()
    {
        using var store = new PostgresTestStore();
        await store.WriteAsync(Rows.Conversation(Rows.A));
        var first = await AnnounceAsync(store);

        var problem = await Should.ThrowAsync<JournalProblem>(() =>
            PostgresPresence.AnnounceAsync(
                store.ConnectionString,
                TimeProvider.System,
                TimeSpan.Zero
            )
        );
        problem.Kind.ShouldBe(JournalProblemKind.InUse);
        problem.Message.ShouldContain("actorstream server, process ");

        // One that is patient has it as soon as the first has ended.
        var second = AnnounceAsync(store);
        await first.DisposeAsync();
        await (await second).DisposeAsync();
    }

    [Fact]
    public async Task Is_announced_again_when_the_connection_was_cut()
    {
        using var store = new PostgresTestStore();
        await store.WriteAsync(Rows.Conversation(Rows.A));
        await using var presence = await AnnounceAsync(store);
        await using var watching = new NpgsqlConnection(store.ConnectionString);
        await watching.OpenAsync();
        var first = (await HoldersAsync(watching)).Single();

        store.Execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE application_name = 'actorstream server' "
                + "AND datname = current_database()"
        );

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await HoldersAsync(watching) is not [var next] || next == first)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }

        await ShouldBeInUse(store.Target);
    }

    [Fact]
    public async Task Cannot_be_announced_during_a_maintenance()
    {
        using var store = new PostgresTestStore();
        await store.WriteAsync(Rows.Conversation(Rows.A));
        await using (await store.Target.OpenForMaintenanceAsync())
        {
            var problem = await Should.ThrowAsync<JournalProblem>(() => AnnounceAsync(store));
            problem.Kind.ShouldBe(JournalProblemKind.InUse);
        }

        await (await AnnounceAsync(store)).DisposeAsync();
    }

    private static Task<PostgresPresence> AnnounceAsync(TestStore store) =>
        PostgresPresence.AnnounceAsync(store.ConnectionString, TimeProvider.System);

    private static Task<IReadOnlyList<string>> HoldersAsync(NpgsqlConnection connection) =>
        PostgresLocks.HoldersAsync(connection, default);

    private static async Task<JournalProblem> ShouldBeInUse(JournalTarget target)
    {
        var problem = await Should.ThrowAsync<JournalProblem>(() =>
            target.OpenForMaintenanceAsync()
        );
        problem.Kind.ShouldBe(JournalProblemKind.InUse);
        return problem;
    }
}
