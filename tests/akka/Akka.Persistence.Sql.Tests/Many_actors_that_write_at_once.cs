using Akka.Actor;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests;

public abstract class Many_actors_that_write_at_once : IDisposable
{
    private const int Actors = 1000;

    protected abstract SqlStore Store { get; }

    [Fact]
    public async Task Each_find_their_own_events_again_in_order()
    {
        await using (var running = RunningSystem.On(Store))
        {
            var recorders = Enumerable.Range(0, Actors).Select(i => running.Recorder($"a{i}"));
            await Task.WhenAll(
                recorders.Select(async recorder =>
                {
                    await running.StoreAsync(recorder, "1");
                    await running.StoreAsync(recorder, "2", "3", "4");
                    await running.StoreAsync(recorder, "5");
                })
            );
        }

        Store.Query("SELECT count(*) FROM journal")[0][0].ShouldBe(5L * Actors);
        await using var next = RunningSystem.On(Store);
        for (var i = 0; i < Actors; i += 97)
        {
            var told = await next.AskAsync(next.Recorder($"a{i}"));
            told.Texts.ShouldBe(["1", "2", "3", "4", "5"]);
        }
    }

    [Fact]
    public async Task One_whose_write_cannot_be_stored_fails_alone()
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

public sealed class Many_actors_that_write_at_once_to_SQLite : Many_actors_that_write_at_once
{
    protected override SqlStore Store { get; } = new SqliteStore();
}

public sealed class Many_actors_that_write_at_once_to_PostgreSQL : Many_actors_that_write_at_once
{
    protected override SqlStore Store { get; } = new PostgresStore();
}
