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
