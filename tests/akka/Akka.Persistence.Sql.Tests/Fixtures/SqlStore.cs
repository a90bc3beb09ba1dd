using Akka.Configuration;

namespace Akka.Persistence.Sql.Tests.Fixtures;

/// <summary>A database to test on; the same tests run on each kind.</summary>
public abstract class SqlStore : IDisposable
{
    public abstract string ConnectionString { get; }
    public abstract string ProviderName { get; }

    /// <summary>The configuration of an actor system that keeps everything in this database.</summary>
    public Akka.Configuration.Config Config(string journal = "", string more = "")
    {
        var access = $"""
            connection-string = "{ConnectionString}"
            provider-name = "{ProviderName}"
            read-isolation-level = "read-uncommitted"
            """;
        return ConfigurationFactory
            .ParseString(
                $$"""
                {{more}}
                akka.loglevel = WARNING
                akka.log-dead-letters = off
                akka.persistence.journal.plugin = akka.persistence.journal.sql
                akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.sql
                akka.persistence.journal.sql {
                  {{access}}
                  {{journal}}
                }
                akka.persistence.snapshot-store.sql {
                  {{access}}
                }
                akka.persistence.query.journal.sql {
                  {{access}}
                  refresh-interval = 1s
                }
                """
            )
            .WithFallback(SqlPersistence.DefaultConfiguration);
    }

    public abstract void Dispose();
}

public sealed class SqliteStore : SqlStore
{
    private readonly TemporaryDirectory _directory = new();

    public string Path => _directory.File("journal.db");
    public override string ConnectionString => $"Data Source={Path}";
    public override string ProviderName => "SQLite.MS";

    public override void Dispose() => _directory.Dispose();
}

public sealed class PostgresStore(PostgresCluster? cluster = null) : SqlStore
{
    public override string ConnectionString { get; } =
        (cluster ?? PostgresCluster.Instance).CreateDatabase();
    public override string ProviderName => "PostgreSQL.15";

    public override void Dispose() { }
}
