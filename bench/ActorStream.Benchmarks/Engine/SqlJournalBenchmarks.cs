using System.Globalization;
using ActorStream.Benchmarks.Measuring;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql;
using Akka.Serialization;

namespace ActorStream.Benchmarks.Engine;

/// <summary>
/// Events a second through persistent actors into a SQL journal, beside what the same table takes
/// without any of it, in the same run. PostgreSQL if a connection string is given.
/// </summary>
internal static class SqlJournalBenchmarks
{
    private const int Rounds = 5;

    internal static async Task RunAsync(Report report, string? postgres = null)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("sql-bench-");
        try
        {
            var files = 0;
            string NextFile() => Path.Combine(directory.FullName, $"{++files}.db");
            await RunStoreAsync(
                report,
                new(
                    "SQLite",
                    () => Task.FromResult(SqlJournal.Sqlite(NextFile())),
                    (rows, total) => Task.FromResult(SqlRawLimit.Sqlite(NextFile(), rows, total))
                )
            );
            if (postgres is null)
                return;
            await RunStoreAsync(
                report,
                new(
                    "PostgreSQL",
                    () => SqlJournal.PostgresAsync(postgres),
                    // One actor waits on one connection; many use four.
                    (rows, total) =>
                        SqlRawLimit.PostgresAsync(postgres, rows == 1 ? 1 : 4, rows, total)
                )
            );
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>
    /// Each round is a pair: the table alone, then the journal. The disk's mood changes within minutes, so
    /// only what was measured side by side makes a ratio.
    /// </summary>
    private static async Task RunStoreAsync(Report report, Store store)
    {
        foreach (
            var (async, actors, total) in new[]
            {
                (false, 1, 10_000),
                (false, 100, 60_000),
                (false, 1_000, 100_000),
                (true, 1, 100_000),
                (true, 100, 200_000),
                (true, 1_000, 200_000),
            }
        )
        {
            // Asynchronous writers always have more waiting: a commit is as large as it may be.
            var rows = async ? 1_000 : actors;
            var limit = new List<Sample>();
            var samples = await Report.RoundsAsync(
                Rounds,
                async () =>
                {
                    limit.Add(await store.Raw(rows, Math.Min(total, 100_000)));
                    return await WriteAsync(store, async, actors, total);
                }
            );
            var work = async ? "PersistAsync" : "Persist";
            report.RateWithLimit(
                string.Create(Report.Culture, $"{store.Name}, {work}, {actors:N0} actors"),
                samples,
                string.Create(Report.Culture, $"  the table alone, {rows:N0} a commit"),
                // The first round isn't counted.
                limit[1..]
            );
        }
        report.Time($"{store.Name}, recovery of 10,000 events", await RecoverAsync(store));
    }

    private static async Task<Sample> WriteAsync(Store store, bool async, int actors, int total)
    {
        await using var journal = await store.Journal();
        using var system = ActorSystem.Create("bench", Config(journal.Settings));
        var run = Guid.NewGuid().ToString("N")[..8];
        // One each first: tables, code and connections are there.
        var all = new List<IActorRef>();
        for (var i = 0; i < actors; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"conversation-{run}-{i:D6}");
            all.Add(system.ActorOf(Props.Create(() => new Writer(id, async))));
        }
        await AllDone(all, 1);
        var each = total / actors;
        var lap = Lap.Start();
        await AllDone(all, each);
        var sample = lap.End(each * actors);
        await system.Terminate();
        return sample;
    }

    private static async Task<IReadOnlyList<Sample>> RecoverAsync(Store store)
    {
        await using var journal = await store.Journal();
        using var system = ActorSystem.Create("bench", Config(journal.Settings));
        var id = "recovery-" + Guid.NewGuid().ToString("N")[..8];
        var writer = system.ActorOf(Props.Create(() => new Writer(id, true)));
        await AllDone([writer], 10_000);
        var samples = await Report.RoundsAsync(
            Rounds,
            async () =>
            {
                await writer.GracefulStop(TimeSpan.FromSeconds(10));
                var lap = Lap.Start();
                writer = system.ActorOf(Props.Create(() => new Writer(id, true)));
                await writer.Ask<object>(Writer.Ping, TimeSpan.FromSeconds(30));
                return lap.End(1);
            }
        );
        await system.Terminate();
        return samples;
    }

    private static async Task AllDone(List<IActorRef> actors, int each)
    {
        var done = new CountdownEvent(actors.Count);
        var all = new TaskCompletionSource();
        foreach (var actor in actors)
        {
            actor.Tell(
                new Write(
                    each,
                    () =>
                    {
                        if (done.Signal())
                            all.SetResult();
                    }
                )
            );
        }
        await all.Task;
    }

    private static Config Config(string access) =>
        ConfigurationFactory
            .ParseString(
                $$"""
                akka.loglevel = WARNING
                akka.persistence.journal.plugin = akka.persistence.journal.sql
                akka.persistence.journal.sql { {{access}}, batch-size = 1000 }
                akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.sql
                akka.persistence.snapshot-store.sql { {{access}} }
                akka.actor {
                  serializers.chunk = "{{typeof(ChunkSerializer).AssemblyQualifiedName}}"
                  serialization-bindings { "{{typeof(Chunk).AssemblyQualifiedName}}" = chunk }
                  serialization-identifiers { "{{typeof(
                    ChunkSerializer
                ).AssemblyQualifiedName}}" = 1717 }
                }
                """
            )
            .WithFallback(SqlPersistence.DefaultConfiguration);

    /// <summary>A kind of database: a journal that is empty, and what its table takes with nothing else to do.</summary>
    private sealed record Store(
        string Name,
        Func<Task<SqlJournal>> Journal,
        Func<int, int, Task<Sample>> Raw
    );

    private sealed record Write(int Count, Action Done);

    /// <summary>An event whose serializer costs next to nothing: the journal is what is measured.</summary>
    internal sealed class Chunk(byte[] json)
    {
        public byte[] Json => json;
    }

    internal sealed class ChunkSerializer(ExtendedActorSystem system)
        : SerializerWithStringManifest(system)
    {
        public override int Identifier => 1717;

        public override string Manifest(object o) => "chunk.v1";

        public override byte[] ToBinary(object obj) => ((Chunk)obj).Json;

        public override object FromBinary(byte[] bytes, string manifest) => new Chunk(bytes);
    }

    private sealed class Writer : ReceivePersistentActor
    {
        public const string Ping = "ping";
        private readonly Chunk _chunk = new(SqlRawLimit.Payload);
        private int _left;
        private Action? _done;

        public Writer(string persistenceId, bool async)
        {
            PersistenceId = persistenceId;
            Recover<Chunk>(_ => { });
            Command<Write>(write =>
            {
                _left = write.Count;
                _done = write.Done;
                if (!async)
                {
                    Next();
                    return;
                }
                for (var i = 0; i < write.Count; i++)
                    Self.Tell(_chunk);
            });
            Command<Chunk>(chunk => PersistAsync(chunk, _ => OneDone()));
            Command<string>(_ => Sender.Tell(Ping));
        }

        public override string PersistenceId { get; }

        private void Next() =>
            Persist(
                _chunk,
                _ =>
                {
                    if (!OneDone())
                        Next();
                }
            );

        private bool OneDone()
        {
            if (--_left > 0)
                return false;
            _done!();
            return true;
        }
    }
}
