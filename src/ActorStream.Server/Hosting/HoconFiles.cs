using ActorStream.Hosting;
using Akka.Configuration;
using Akka.Persistence.Sql;

namespace ActorStream.Server.Hosting;

/// <summary>Puts the actor system's configuration together from the files beside the program.</summary>
internal static class HoconFiles
{
    /// <summary>The files of a journal, with what was merged on top of them.</summary>
    /// <exception cref="StartupRefusedException">The configuration cannot be read.</exception>
    public static Config Load(ServerSettings settings)
    {
        var name = settings.Journal == JournalKind.Sqlite ? "sqlite.conf" : "postgres.conf";
        try
        {
            var files = HoconFolder.Load(name);
            var config = settings.Hocon is { } more
                ? ConfigurationFactory.ParseString(more).WithFallback(files)
                : files;
            return config.WithFallback(SqlPersistence.DefaultConfiguration);
        }
        catch (Exception error) when (error is not StartupRefusedException)
        {
            throw new StartupRefusedException(
                $"the configuration cannot be read: {error.Message}",
                error
            );
        }
    }

    /// <summary>
    /// The configuration with what only this process knows: its connection string, and that it, not the
    /// actor system, decides about logs and shutdown.
    /// </summary>
    public static Config Complete(Config config, string connectionString) =>
        ConfigurationFactory
            .ParseString(
                $$"""
                akka.persistence {
                  journal.sql.connection-string = {{Quote(connectionString)}}
                  snapshot-store.sql.connection-string = {{Quote(connectionString)}}
                  query.journal.sql.connection-string = {{Quote(connectionString)}}
                }
                akka {
                  loggers = ["{{typeof(AkkaLogger).FullName}}, {{typeof(AkkaLogger).Assembly.GetName().Name}}"]
                  coordinated-shutdown.run-by-clr-shutdown-hook = off
                  coordinated-shutdown.exit-clr = off
                }
                """
            )
            .WithFallback(config);

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
