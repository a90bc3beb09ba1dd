using System.Diagnostics;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Persistence.Sql.Tests.Fixtures;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>
/// Only this engine: a process is stopped while it sends a batch to PostgreSQL. What the server has of it
/// holds rows; whoever takes over must not wait until that process wakes (I5).
/// </summary>
public sealed class A_batch_of_which_half_was_sent
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(25);

    [EngineFact("Akka.Persistence.Sql does not promise it.")]
    public async Task Holds_up_the_next_writer_only_for_a_while()
    {
        using var store = new PostgresStore();
        using var half = await HalfSentAsync(store);
        var started = Stopwatch.GetTimestamp();

        await using (var running = RunningSystem.On(store))
            (await running.StoreAsync(running.Recorder("a0"), "after")).ShouldBe(2);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Soon);
        (await half.IsEndedAsync()).ShouldBeTrue();
        store
            .Query("SELECT convert_from(message, 'UTF8') FROM journal WHERE sequence_number = 2")
            .Single()[0]
            .ToString()!
            .ShouldContain("after");
    }

    [EngineFact("Akka.Persistence.Sql does not promise it.")]
    public async Task Holds_up_a_reader_of_all_events_only_for_a_while()
    {
        using var store = new PostgresStore();
        using var half = await HalfSentAsync(store);
        var started = Stopwatch.GetTimestamp();

        await using var running = RunningSystem.On(store);
        var journal = PersistenceQuery
            .Get(running.System)
            .ReadJournalFor<SqlReadJournal>(SqlReadJournal.Identifier);
        var all = await journal
            .CurrentAllEvents(Offset.NoOffset())
            .RunWith(Sink.Seq<EventEnvelope>(), running.System.Materializer());

        all.Count.ShouldBe(1);
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Soon);
    }

    /// <summary>One event is stored; the second of the same actor is on its way for ever.</summary>
    private static async Task<HalfABatch> HalfSentAsync(PostgresStore store)
    {
        await using (var running = RunningSystem.On(store))
            await running.StoreAsync(running.Recorder("a0"), "before");
        var half = new HalfABatch();
        await half.SendAsync(
            store.ConnectionString,
            PostgresCluster.Instance.Socket,
            $"SELECT pg_advisory_xact_lock_shared({0x414b4b41}, 3)",
            """
            INSERT INTO public.journal (created, deleted, persistence_id, sequence_number, message,
              manifest, identifier, writer_uuid)
            SELECT created, deleted, persistence_id, 2, message, manifest, identifier, 'asleep'
            FROM public.journal
            """
        );
        return half;
    }
}
