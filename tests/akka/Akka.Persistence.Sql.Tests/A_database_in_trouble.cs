using Akka.Actor;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests;

/// <summary>Writes fail, actors stop, and what an actor believes is what the journal holds.</summary>
public sealed class A_database_in_trouble
{
    private static CancellationToken Soon =>
        new CancellationTokenSource(RunningSystem.Patience).Token;

    [Fact]
    public async Task A_locked_SQLite_file_fails_writes_and_then_serves_again()
    {
        using var store = new Impatient();
        await using var running = RunningSystem.On(store);
        var failures = await running.ListenAsync<Recorder.PersistFailed>();
        var recorder = running.Recorder("one");
        await running.StoreAsync(recorder, "a");

        using (var other = store.Open())
        {
            other.Execute("BEGIN IMMEDIATE");
            recorder.Tell(new Recorder.Store("lost"));
            (await failures.ReadAsync(Soon)).PersistenceId.ShouldBe("one");
        }

        var again = running.Recorder("one");
        (await running.AskAsync(again)).Texts.ShouldBe(["a"]);
        (await running.StoreAsync(again, "b")).ShouldBe(2);
    }

    [Fact]
    public async Task More_writes_than_may_wait_fail_at_once()
    {
        using var store = new SqliteStore();
        await using var running = RunningSystem.On(
            store,
            "buffer-size = 10\ncircuit-breaker.max-failures = 1000"
        );
        var failures = await running.ListenAsync<Recorder.PersistFailed>();
        var recorders = Enumerable.Range(0, 40).Select(i => running.Recorder($"a{i}")).ToList();
        await Task.WhenAll(recorders.Select(running.AskAsync));

        using (var other = store.Open())
        {
            // The writer waits for this one: what comes now has to queue.
            other.Execute("BEGIN IMMEDIATE");
            foreach (var recorder in recorders)
                recorder.Tell(new Recorder.Store("x"));
            // Ten may wait and the writer holds a few; the others are refused while it is locked.
            await failures.ReadAsync(Soon);
        }

        var again = running.Recorder("another");
        await running.StoreAsync(again, "y");
    }

    [Fact]
    public async Task A_PostgreSQL_connection_that_breaks_fails_what_was_on_it()
    {
        using var store = new PostgresStore();
        await using var running = RunningSystem.On(store);
        var failures = await running.ListenAsync<Recorder.PersistFailed>();
        var recorder = running.Recorder("one");
        await running.StoreAsync(recorder, "a");

        using (var other = store.Open())
        {
            // The insert waits for the lock, and then its connection is shot.
            other.Execute("BEGIN");
            other.Execute("LOCK TABLE journal IN EXCLUSIVE MODE");
            recorder.Tell(new Recorder.Store("lost"));
            var soon = Soon;
            while (
                store
                    .Query(
                        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'journal'::regclass AND NOT granted"
                    )
                    .Count == 0
            )
            {
                soon.ThrowIfCancellationRequested();
            }
            (await failures.ReadAsync(Soon)).PersistenceId.ShouldBe("one");
            other.Execute("COMMIT");
        }

        var again = running.Recorder("one");
        (await running.AskAsync(again)).Texts.ShouldBe(["a"]);
        (await running.StoreAsync(again, "b")).ShouldBe(2);
    }

    [Fact]
    public async Task A_PostgreSQL_that_restarts_serves_the_same_actor_system_again()
    {
        using var cluster = new PostgresCluster();
        using var store = new PostgresStore(cluster);
        await using var running = RunningSystem.On(store);
        var persists = await running.ListenAsync<Recorder.PersistFailed>();
        var recoveries = await running.ListenAsync<Recorder.RecoveryFailed>();
        var recorder = running.Recorder("one");
        await running.StoreAsync(recorder, "a");

        cluster.Stop();
        recorder.Tell(new Recorder.Store("lost"));
        (await persists.ReadAsync(Soon)).PersistenceId.ShouldBe("one");
        running.Recorder("one");
        (await recoveries.ReadAsync(Soon)).PersistenceId.ShouldBe("one");
        cluster.Start();

        var again = running.Recorder("one");
        (await running.AskAsync(again)).Texts.ShouldBe(["a"]);
        (await running.StoreAsync(again, "b")).ShouldBe(2);
    }

    /// <summary>Gives up a locked file after a second instead of half a minute.</summary>
    private sealed class Impatient : SqlStore
    {
        private readonly SqliteStore _store = new();

        public override string ConnectionString => _store.ConnectionString + ";Default Timeout=1";
        public override string ProviderName => _store.ProviderName;

        public override void Dispose() => _store.Dispose();
    }
}
