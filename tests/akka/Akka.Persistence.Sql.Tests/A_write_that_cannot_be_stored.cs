using Akka.Actor;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests;

/// <summary>Only this engine keeps a transaction's writes apart.</summary>
public abstract class A_write_that_cannot_be_stored : IDisposable
{
    protected abstract SqlStore Store { get; }

    [EngineFact("In Akka.Persistence.Sql all writes of a batch fail together.")]
    public async Task Fails_alone_among_its_neighbours_and_as_a_whole()
    {
        const int Neighbours = 200;
        await using var running = RunningSystem.On(Store);
        var failures = await running.ListenAsync<Recorder.PersistFailed>();
        var unlucky = running.Recorder("unlucky");
        await running.StoreAsync(unlucky, "1");
        var neighbours = Enumerable
            .Range(0, Neighbours)
            .Select(i => running.Recorder($"a{i}"))
            .ToList();
        await Task.WhenAll(neighbours.Select(running.AskAsync));
        // Somebody else takes the number that its second event of three will have.
        Store.Execute(
            """
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message)
            SELECT created, deleted, persistence_id, 3, message FROM journal
            """
        );

        unlucky.Tell(new Recorder.Store("2", "3", "4"));
        await Task.WhenAll(
            neighbours.Select(async neighbour =>
            {
                for (var i = 0; i < 5; i++)
                    await running.StoreAsync(neighbour, $"{i}");
            })
        );

        using var patience = new CancellationTokenSource(RunningSystem.Patience);
        (await failures.ReadAsync(patience.Token)).PersistenceId.ShouldBe("unlucky");
        failures.TryRead(out _).ShouldBeFalse();
        Store
            .Query(
                "SELECT sequence_number FROM journal WHERE persistence_id = 'unlucky' ORDER BY 1"
            )
            .Select(row => (long)row[0])
            .ShouldBe([1, 3]);
        Store
            .Query("SELECT count(*) FROM journal WHERE persistence_id <> 'unlucky'")[0][0]
            .ShouldBe(5L * Neighbours);
    }

    public void Dispose() => Store.Dispose();
}

public sealed class A_write_that_SQLite_cannot_store : A_write_that_cannot_be_stored
{
    protected override SqlStore Store { get; } = new SqliteStore();
}

public sealed class A_write_that_PostgreSQL_cannot_store : A_write_that_cannot_be_stored
{
    protected override SqlStore Store { get; } = new PostgresStore();
}
