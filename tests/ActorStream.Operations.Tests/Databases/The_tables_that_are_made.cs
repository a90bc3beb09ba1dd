using ActorStream.Operations.Tests.Fixtures;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql;

namespace ActorStream.Operations.Tests.Databases;

/// <summary>
/// Whoever made the tables, the plug-in or an import: they are the same. Versions of the plug-in differ in what
/// they call a primary key and SQLite's whole numbers, which changes neither, so that is left out.
/// </summary>
public sealed class The_tables_that_are_made
{
    private const string SqliteTables = """
        SELECT m.type || ' ' || m.name || ' ' || c.cid || ' ' || c.name || ' ' || replace(c.type, 'BigInt', 'INTEGER') || ' ' || c."notnull" || ' ' || c.pk
        FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'
        UNION
        SELECT m.type || ' ' || m.name || ' ' || m.tbl_name || ' ' || c.seqno || ' ' || c.name
        FROM sqlite_master AS m, pragma_index_info(m.name) AS c WHERE m.type = 'index'
        ORDER BY 1
        """;

    private const string PostgresTables = """
        SELECT table_name || ' ' || ordinal_position || ' ' || column_name || ' ' || data_type
          || ' ' || is_nullable || ' ' || is_identity
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION
        SELECT regexp_replace(indexdef, 'UNIQUE INDEX \S+ ON', 'UNIQUE INDEX ON') FROM pg_indexes WHERE schemaname = 'public'
        ORDER BY 1
        """;

    [Fact]
    public async Task In_Sqlite_they_are_the_plug_ins()
    {
        using var ours = new SqliteTestStore();
        using var plugIns = new SqliteTestStore();
        await ShouldBeTheSame(ours, plugIns, SqliteTables);
    }

    [Fact]
    public async Task In_Postgres_they_are_the_plug_ins()
    {
        using var ours = new PostgresTestStore();
        using var plugIns = new PostgresTestStore();
        await ShouldBeTheSame(ours, plugIns, PostgresTables);
    }

    private static async Task ShouldBeTheSame(TestStore ours, TestStore plugIns, string sql)
    {
        await ours.WriteAsync();
        await StoreSomethingAsync(plugIns);

        var made = Read(ours, sql);
        made.Count.ShouldBeGreaterThan(20);
        made.ShouldBe(Read(plugIns, sql));
    }

    private static async Task StoreSomethingAsync(TestStore store)
    {
        var access = $"""
            connection-string = "{store.ConnectionString}"
            provider-name = "{store.ProviderName}"
            """;
        var config = ConfigurationFactory
            .ParseString(
                $$"""
                akka.loglevel = WARNING
                akka.persistence.journal.plugin = akka.persistence.journal.sql
                akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.sql
                akka.persistence.journal.sql { {{access}} }
                akka.persistence.snapshot-store.sql { {{access}} }
                """
            )
            .WithFallback(SqlPersistence.DefaultConfiguration);
        using var system = ActorSystem.Create("tables", config);
        var writer = system.ActorOf(Props.Create(() => new Writer()));
        await writer.Ask<string>("something", TimeSpan.FromSeconds(30));
        await system.Terminate();
    }

    private static List<string> Read(TestStore store, string sql)
    {
        using var connection = store.Connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }

    private sealed class Writer : ReceivePersistentActor
    {
        private IActorRef _asker = ActorRefs.Nobody;

        public Writer()
        {
            Command<string>(text =>
            {
                _asker = Sender;
                Persist(text, SaveSnapshot);
            });
            Command<SaveSnapshotSuccess>(_ => _asker.Tell("stored"));
            Recover<string>(_ => { });
        }

        public override string PersistenceId => "somebody";
    }
}
