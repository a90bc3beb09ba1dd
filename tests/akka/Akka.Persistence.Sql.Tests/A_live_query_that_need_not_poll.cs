using System.Threading.Channels;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Persistence.Sql.Tests.Fixtures;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Akka.Persistence.Sql.Tests;

/// <summary>Only this engine wakes its queries: here they would poll once an hour.</summary>
public abstract class A_live_query_that_need_not_poll : IDisposable
{
    protected abstract SqlStore Store { get; }

    [EngineFact("Akka.Persistence.Sql polls.")]
    public async Task Sees_at_once_what_its_own_actor_system_stores()
    {
        await using var running = RunningSystem.On(Store, Tagging.Binding);
        await SeesWhatIsStored(running, running);
    }

    protected async Task SeesWhatIsStored(RunningSystem writing, RunningSystem reading)
    {
        var journal = Journal(reading);
        var materializer = reading.System.Materializer();
        var recorder = writing.Recorder("one");
        await writing.StoreAsync(recorder, "first #red");
        var texts = new List<ChannelReader<string>>
        {
            Texts(journal.EventsByPersistenceId("one", 0, long.MaxValue), materializer),
            Texts(journal.EventsByTag("red", Offset.NoOffset()), materializer),
            Texts(journal.AllEvents(Offset.NoOffset()), materializer),
        };

        foreach (var expected in new[] { "first #red", "second #red", "third #red" })
        {
            if (expected[0] != 'f')
                await writing.StoreAsync(recorder, expected);
            foreach (var text in texts)
            {
                using var patience = new CancellationTokenSource(RunningSystem.Patience);
                (await text.ReadAsync(patience.Token)).ShouldBe(expected);
            }
        }
    }

    private static SqlReadJournal Journal(RunningSystem running)
    {
        var config = ConfigurationFactory
            .ParseString("refresh-interval = 1h")
            .WithFallback(running.System.Settings.Config.GetConfig(SqlReadJournal.Identifier));
        return new SqlReadJournal((ExtendedActorSystem)running.System, config);
    }

    private static ChannelReader<string> Texts(
        Source<EventEnvelope, NotUsed> source,
        IMaterializer materializer
    )
    {
        var channel = Channel.CreateUnbounded<string>();
        _ = source.RunForeach(
            envelope => channel.Writer.TryWrite((string)envelope.Event),
            materializer
        );
        return channel.Reader;
    }

    public void Dispose() => Store.Dispose();
}

public sealed class A_live_query_on_SQLite_that_need_not_poll : A_live_query_that_need_not_poll
{
    protected override SqlStore Store { get; } = new SqliteStore();
}

public sealed class A_live_query_on_PostgreSQL_that_need_not_poll : A_live_query_that_need_not_poll
{
    protected override SqlStore Store { get; } = new PostgresStore();

    [EngineFact("Akka.Persistence.Sql polls.")]
    public async Task Sees_at_once_what_another_node_stores()
    {
        // Another connection string keeps the two apart, as if they were two processes.
        await using var writing = RunningSystem.On(new OtherNode(Store), Tagging.Binding);
        await using var reading = RunningSystem.On(Store, Tagging.Binding);
        await SeesWhatIsStored(writing, reading);
    }

    private sealed class OtherNode(SqlStore store) : SqlStore
    {
        public override string ConnectionString =>
            store.ConnectionString + ";Application Name=other";
        public override string ProviderName => store.ProviderName;

        public override void Dispose() { }
    }
}
