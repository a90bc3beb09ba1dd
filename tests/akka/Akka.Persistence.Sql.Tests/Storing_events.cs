using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests;

public abstract class Storing_events : IDisposable
{
    protected abstract SqlStore Store { get; }

    [Fact]
    public async Task What_was_stored_is_there_in_the_next_actor_system()
    {
        await using (var first = RunningSystem.On(Store))
        {
            var recorder = first.Recorder("one");
            await first.StoreAsync(recorder, "a", "b");
            await first.StoreAsync(recorder, "c");
        }

        await using var second = RunningSystem.On(Store);
        var told = await second.AskAsync(second.Recorder("one"));

        told.Texts.ShouldBe(["a", "b", "c"]);
        told.SequenceNr.ShouldBe(3);
    }

    [Fact]
    public async Task A_row_says_who_wrote_what_when_and_how_to_read_it()
    {
        await using var running = RunningSystem.On(Store);
        var before = DateTime.UtcNow.Ticks;
        await running.StoreAsync(running.Recorder("one"), "a");
        var after = DateTime.UtcNow.Ticks;

        var row = Store
            .Query(
                """
                SELECT ordering, created, deleted, persistence_id, sequence_number, message,
                  manifest, identifier, writer_uuid FROM journal
                """
            )
            .ShouldHaveSingleItem();

        var serializer = running.System.Serialization.FindSerializerForType(typeof(string));
        Number(row[0]).ShouldBe(1);
        Number(row[1]).ShouldBeInRange(before, after);
        Convert.ToBoolean(row[2], CultureInfo.InvariantCulture).ShouldBeFalse();
        row[3].ShouldBe("one");
        Number(row[4]).ShouldBe(1);
        ((byte[])row[5]).ShouldBe(serializer.ToBinary("a"));
        row[6].ShouldBe(Akka.Serialization.Serialization.ManifestFor(serializer, "a"));
        Number(row[7]).ShouldBe(serializer.Identifier);
        var writer = (string)row[8];
        writer.Length.ShouldBe(32);
        writer.ShouldAllBe(digit => char.IsAsciiHexDigitLower(digit));
    }

    [Fact]
    public async Task What_another_actor_system_wrote_has_another_writer_id()
    {
        await using (var first = RunningSystem.On(Store))
            await first.StoreAsync(first.Recorder("one"), "a", "b");
        await using (var second = RunningSystem.On(Store))
            await second.StoreAsync(second.Recorder("one"), "c");

        var writers = Writers();

        writers[1].ShouldBe(writers[0]);
        writers[2].ShouldNotBe(writers[0]);
    }

    [EngineFact("Akka.Persistence.Sql has one writer id for each start of the journal.")]
    public async Task Each_life_of_an_actor_has_its_own_writer_id()
    {
        await using var running = RunningSystem.On(Store);
        var first = running.Recorder("one");
        await running.StoreAsync(first, "a", "b");
        await running.StopAsync(first);
        await running.StoreAsync(running.Recorder("one"), "c");

        var writers = Writers();

        writers[1].ShouldBe(writers[0]);
        writers[2].ShouldNotBe(writers[0]);
    }

    [Fact]
    public async Task After_a_deletion_the_highest_number_survives()
    {
        await using var running = RunningSystem.On(Store);
        var recorder = running.Recorder("one");
        await running.StoreAsync(recorder, "a", "b", "c");
        await recorder.Ask<DeleteMessagesSuccess>(
            new Recorder.Forget(long.MaxValue),
            RunningSystem.Patience
        );
        await running.StopAsync(recorder);

        var told = await running.AskAsync(running.Recorder("one"));

        told.Texts.ShouldBeEmpty();
        told.SequenceNr.ShouldBe(3);
        Rows().ShouldBe(["3 deleted"]);
    }

    [Fact]
    public async Task A_deletion_up_to_a_number_keeps_what_comes_after_it()
    {
        await using var running = RunningSystem.On(Store);
        var recorder = running.Recorder("one");
        await running.StoreAsync(recorder, "a", "b", "c", "d");
        await recorder.Ask<DeleteMessagesSuccess>(new Recorder.Forget(2), RunningSystem.Patience);
        await running.StopAsync(recorder);

        var told = await running.AskAsync(running.Recorder("one"));

        told.Texts.ShouldBe(["c", "d"]);
        told.SequenceNr.ShouldBe(4);
        Rows().ShouldBe(["2 deleted", "3", "4"]);
    }

    [Fact]
    public async Task A_snapshot_row_says_how_to_read_it()
    {
        await using var running = RunningSystem.On(Store);
        var recorder = running.Recorder("one");
        await running.StoreAsync(recorder, "a", "b");
        var before = DateTime.UtcNow.Ticks;
        await recorder.Ask<SaveSnapshotSuccess>(new Recorder.Photograph(), RunningSystem.Patience);

        var row = Store
            .Query(
                """
                SELECT persistence_id, sequence_number, created, snapshot, manifest, serializer_id
                FROM snapshot
                """
            )
            .ShouldHaveSingleItem();

        var serializer = running.System.Serialization.FindSerializerForType(typeof(string));
        row[0].ShouldBe("one");
        Number(row[1]).ShouldBe(2);
        Number(row[2]).ShouldBeInRange(before, DateTime.UtcNow.Ticks);
        ((byte[])row[3]).ShouldBe(serializer.ToBinary("a\nb"));
        Number(row[5]).ShouldBe(serializer.Identifier);
    }

    [Fact]
    public async Task An_event_can_be_without_a_writer()
    {
        await using var running = RunningSystem.On(Store);
        var stored = new TaskCompletionSource();
        running.System.ActorOf(
            Props.Create(() => new Scribe(new Persistent("a", 1, "one", ""), stored))
        );
        await stored.Task.WaitAsync(RunningSystem.Patience);

        var told = await running.AskAsync(running.Recorder("one"));
        told.Texts.ShouldBe(["a"]);
        (await running.StoreAsync(running.Recorder("one"), "b")).ShouldBe(2);
    }

    private List<string> Writers() =>
        [
            .. Store
                .Query("SELECT writer_uuid FROM journal ORDER BY sequence_number")
                .Select(row => (string)row[0]),
        ];

    private List<string> Rows() =>
        [
            .. Store
                .Query("SELECT sequence_number, deleted FROM journal ORDER BY sequence_number")
                .Select(row =>
                    Convert.ToBoolean(row[1], CultureInfo.InvariantCulture)
                        ? $"{row[0]} deleted"
                        : $"{row[0]}"
                ),
        ];

    /// <summary>Writes as a persistent actor does, but what it is given.</summary>
    private sealed class Scribe : ReceiveActor
    {
        public Scribe(IPersistentRepresentation row, TaskCompletionSource stored)
        {
            Receive<WriteMessageSuccess>(_ => stored.TrySetResult());
            Receive<WriteMessagesFailed>(failed => stored.TrySetException(failed.Cause));
            Receive<WriteMessagesSuccessful>(_ => { });
            Persistence
                .Instance.Apply(Context.System)
                .JournalFor(null)
                .Tell(
                    new WriteMessages(
                        [new AtomicWrite(ImmutableList.Create(row))],
                        Self,
                        actorInstanceId: 1
                    ),
                    Self
                );
        }
    }

    private static long Number(object value) =>
        Convert.ToInt64(value, CultureInfo.InvariantCulture);

    public void Dispose() => Store.Dispose();
}

public sealed class Storing_events_in_SQLite : Storing_events
{
    protected override SqlStore Store { get; } = new SqliteStore();
}

public sealed class Storing_events_in_PostgreSQL : Storing_events
{
    protected override SqlStore Store { get; } = new PostgresStore();
}
