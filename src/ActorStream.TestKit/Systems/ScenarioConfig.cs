using ActorStream.Hosting;
using Akka.Configuration;
using Akka.Persistence.Sql;

namespace ActorStream.TestKit.Systems;

/// <summary>
/// The product's own configuration, made fit for a test: hand it to the constructor of
/// <c>Akka.TestKit.Xunit2.TestKit</c>.
/// </summary>
public static class ScenarioConfig
{
    /// <summary>A SQLite journal in a folder of the test's.</summary>
    /// <param name="folder">An existing folder; the journal is <c>journal.db</c> in it.</param>
    /// <param name="virtualTime">
    /// Whether time stands still until the test advances the <c>TestScheduler</c>.
    /// </param>
    /// <param name="hocon">Settings on top.</param>
    public static Config Sqlite(string folder, bool virtualTime = false, string hocon = "")
    {
        var database = Path.Combine(folder, "journal.db")
            .Replace("\\", "\\\\", StringComparison.Ordinal);
        var scheduler = virtualTime
            ? """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """
            : "";
        return ConfigurationFactory
            .ParseString(
                $$"""
                {{hocon}}
                {{scheduler}}
                akka.persistence {
                  journal.sql.connection-string = "Data Source={{database}}"
                  snapshot-store.sql.connection-string = "Data Source={{database}}"
                  query.journal.sql.connection-string = "Data Source={{database}}"
                }
                """
            )
            .WithFallback(HoconFolder.Load("sqlite.conf"))
            .WithFallback(SqlPersistence.DefaultConfiguration);
    }
}
