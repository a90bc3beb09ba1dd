using System.Diagnostics;
using System.Globalization;
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
public static class SqlJournalBenchmarks
{
    public static async Task RunAsync(TextWriter output, string? postgres = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        var directory = System.IO.Directory.CreateTempSubdirectory("sql-bench-");
        try
        {
            var files = 0;
            string NextFile() => Path.Combine(directory.FullName, $"{++files}.db");
            output.WriteLine("SQLite: the table alone");
            foreach (var (rows, total) in new[] { (1, 10_000), (100, 50_000), (1000, 100_000) })
            {
                var rate = SqlRawLimit.Sqlite(NextFile(), rows, total);
                output.WriteLine($"  {rows, 5} rows a commit {rate, 12:N0} rows/s");
            }
            await RunJournalAsync(
                output,
                "SQLite",
                () => ("SQLite.MS", $"Data Source={NextFile()}")
            );
            if (postgres is null)
                return;
            output.WriteLine("PostgreSQL: the table alone");
            foreach (
                var (connections, rows, total) in new[]
                {
                    (1, 1, 10_000),
                    (4, 100, 200_000),
                    (4, 1000, 400_000),
                }
            )
            {
                var rate = await SqlRawLimit.PostgresAsync(postgres, connections, rows, total);
                output.WriteLine(
                    $"  {rows, 5} rows a commit, {connections} connections {rate, 12:N0} rows/s"
                );
            }
            await RunJournalAsync(output, "PostgreSQL", () => ("PostgreSQL.15", postgres));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task RunJournalAsync(
        TextWriter output,
        string name,
        Func<(string Provider, string ConnectionString)> database
    )
    {
        foreach (
            var (async, actors, total) in new[]
            {
                (false, 1, 10_000),
                (false, 100, 60_000),
                (false, 1000, 100_000),
                (true, 1, 100_000),
                (true, 100, 200_000),
                (true, 1000, 200_000),
            }
        )
        {
            var (provider, connectionString) = database();
            var rate = await MeasureAsync(provider, connectionString, async, actors, total);
            output.WriteLine(
                $"{name}, {(async ? "PersistAsync" : "Persist"), -12} {actors, 5} actors {rate, 12:N0} events/s"
            );
        }
        var (replayProvider, replayConnectionString) = database();
        var times = await MeasureRecoveryAsync(replayProvider, replayConnectionString);
        output.WriteLine(
            $"{name}, recovery of 10,000 events: {string.Join(", ", times.Select(t => $"{t.TotalMilliseconds:F0}"))} ms"
        );
    }

    private static async Task<double> MeasureAsync(
        string provider,
        string connectionString,
        bool async,
        int actors,
        int total
    )
    {
        using var system = ActorSystem.Create("bench", Config(provider, connectionString));
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
        var watch = Stopwatch.StartNew();
        await AllDone(all, each);
        var rate = each * actors / watch.Elapsed.TotalSeconds;
        await system.Terminate();
        return rate;
    }

    private static async Task<List<TimeSpan>> MeasureRecoveryAsync(
        string provider,
        string connectionString
    )
    {
        using var system = ActorSystem.Create("bench", Config(provider, connectionString));
        var id = "recovery-" + Guid.NewGuid().ToString("N")[..8];
        var writer = system.ActorOf(Props.Create(() => new Writer(id, true)));
        await AllDone([writer], 10_000);
        var times = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            await writer.GracefulStop(TimeSpan.FromSeconds(10));
            var watch = Stopwatch.StartNew();
            writer = system.ActorOf(Props.Create(() => new Writer(id, true)));
            await writer.Ask<object>(Writer.Ping, TimeSpan.FromSeconds(30));
            times.Add(watch.Elapsed);
        }
        await system.Terminate();
        return times;
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

    private static Config Config(string provider, string connectionString)
    {
        var access = $"connection-string = \"{connectionString}\", provider-name = \"{provider}\"";
        return ConfigurationFactory
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
    }

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
