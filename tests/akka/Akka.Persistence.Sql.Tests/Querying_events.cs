using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Persistence.Sql.Tests.Fixtures;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Akka.Persistence.Sql.Tests;

public abstract class Querying_events : IAsyncLifetime
{
    private RunningSystem _running = null!;
    private SqlReadJournal _journal = null!;
    private ActorMaterializer _materializer = null!;

    protected abstract SqlStore Store { get; }

    public async Task InitializeAsync()
    {
        _running = RunningSystem.On(Store, Tagging.Binding);
        _journal = PersistenceQuery
            .Get(_running.System)
            .ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);
        _materializer = _running.System.Materializer();
        await _running.StoreAsync(_running.Recorder("one"), "a", "b #red", "c");
        await _running.StoreAsync(_running.Recorder("two"), "d #red #blue");
    }

    public async Task DisposeAsync()
    {
        await _running.DisposeAsync();
        Store.Dispose();
    }

    [Fact]
    public async Task The_events_of_one_actor_come_in_order()
    {
        var events = await All(_journal.CurrentEventsByPersistenceId("one", 0, long.MaxValue));

        events.Select(Text).ShouldBe(["one 1 a", "one 2 b #red", "one 3 c"]);
    }

    [Fact]
    public async Task A_range_of_one_actors_events_is_inclusive()
    {
        var events = await All(_journal.CurrentEventsByPersistenceId("one", 2, 3));

        events.Select(Text).ShouldBe(["one 2 b #red", "one 3 c"]);
    }

    [Fact]
    public async Task Events_are_found_by_their_tags()
    {
        var red = await All(_journal.CurrentEventsByTag("red", Offset.NoOffset()));
        var blue = await All(_journal.CurrentEventsByTag("blue", Offset.NoOffset()));
        var none = await All(_journal.CurrentEventsByTag("green", Offset.NoOffset()));

        red.Select(Text).ShouldBe(["one 2 b #red", "two 1 d #red #blue"]);
        blue.Select(Text).ShouldBe(["two 1 d #red #blue"]);
        none.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_offset_asks_for_what_comes_after_it()
    {
        var first = (await All(_journal.CurrentEventsByTag("red", Offset.NoOffset())))[0];

        var rest = await All(_journal.CurrentEventsByTag("red", first.Offset));

        rest.Select(Text).ShouldBe(["two 1 d #red #blue"]);
    }

    [Fact]
    public async Task An_envelope_carries_time_and_tags()
    {
        var events = await All(_journal.CurrentEventsByTag("blue", Offset.NoOffset()));

        var envelope = events.ShouldHaveSingleItem();
        envelope.Tags.ShouldBe(["red", "blue"], ignoreOrder: true);
        new DateTime(envelope.Timestamp, DateTimeKind.Utc).ShouldBe(
            DateTime.UtcNow,
            TimeSpan.FromMinutes(1)
        );
    }

    [Fact]
    public async Task All_events_come_in_the_order_of_the_journal()
    {
        var events = await All(_journal.CurrentAllEvents(Offset.NoOffset()));

        events.Select(Text).ShouldBe(["one 1 a", "one 2 b #red", "one 3 c", "two 1 d #red #blue"]);
        events.Select(e => ((Sequence)e.Offset).Value).ShouldBeInOrder();
    }

    [Fact]
    public async Task Every_persistence_id_is_named_once()
    {
        var ids = await All(_journal.CurrentPersistenceIds());

        ids.ShouldBe(["one", "two"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_live_query_of_one_actor_ends_after_the_last_number_it_was_asked_for()
    {
        var events = All(_journal.EventsByPersistenceId("three", 1, 2));
        var recorder = _running.Recorder("three");
        await _running.StoreAsync(recorder, "x");
        await _running.StoreAsync(recorder, "y");
        await _running.StoreAsync(recorder, "z");

        (await events).Select(Text).ShouldBe(["three 1 x", "three 2 y"]);
    }

    [Fact]
    public async Task A_live_query_by_tag_goes_on_with_what_is_stored_later()
    {
        var events = All(_journal.EventsByTag("red", Offset.NoOffset()).Take(4));
        await _running.StoreAsync(_running.Recorder("three"), "no", "x #red", "y #red");

        (await events)
            .Select(Text)
            .ShouldBe(["one 2 b #red", "two 1 d #red #blue", "three 2 x #red", "three 3 y #red"]);
    }

    [Fact]
    public async Task A_live_query_of_persistence_ids_names_new_ones_once()
    {
        var ids = All(_journal.PersistenceIds().Take(4));
        var three = _running.Recorder("three");
        await _running.StoreAsync(three, "x");
        await _running.StoreAsync(three, "y");
        await _running.StoreAsync(_running.Recorder("four"), "x");

        (await ids).ShouldBe(["one", "two", "three", "four"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_was_deleted_is_not_found()
    {
        var recorder = _running.Recorder("one");
        await recorder.Ask<DeleteMessagesSuccess>(new Recorder.Forget(2), RunningSystem.Patience);

        var byId = await All(_journal.CurrentEventsByPersistenceId("one", 0, long.MaxValue));
        var byTag = await All(_journal.CurrentEventsByTag("red", Offset.NoOffset()));

        byId.Select(Text).ShouldBe(["one 3 c"]);
        byTag.Select(Text).ShouldBe(["two 1 d #red #blue"]);
    }

    [Fact]
    public async Task A_live_query_misses_nothing_of_many_that_write_at_once()
    {
        const int Actors = 50;
        const int Each = 20;
        var seen = All(_journal.AllEvents(Offset.NoOffset()).Take(4 + (Actors * Each)));

        await Task.WhenAll(
            Enumerable
                .Range(0, Actors)
                .Select(async i =>
                {
                    var recorder = _running.Recorder($"many-{i}");
                    for (var n = 1; n <= Each; n++)
                        await _running.StoreAsync(recorder, $"{n}");
                })
        );

        var events = await seen;
        events.Select(e => ((Sequence)e.Offset).Value).ShouldBeInOrder();
        for (var i = 0; i < Actors; i++)
        {
            events
                .Where(e => e.PersistenceId == $"many-{i}")
                .Select(e => e.SequenceNr)
                .ShouldBe(Enumerable.Range(1, Each).Select(n => (long)n));
        }
    }

    private async Task<List<T>> All<T>(Source<T, NotUsed> source) =>
        [.. await source.RunWith(Sink.Seq<T>(), _materializer).WaitAsync(RunningSystem.Patience)];

    private static string Text(EventEnvelope envelope) =>
        $"{envelope.PersistenceId} {envelope.SequenceNr} {envelope.Event}";
}

public sealed class Querying_events_in_SQLite : Querying_events
{
    protected override SqlStore Store { get; } = new SqliteStore();
}

public sealed class Querying_events_in_PostgreSQL : Querying_events
{
    protected override SqlStore Store { get; } = new PostgresStore();
}
