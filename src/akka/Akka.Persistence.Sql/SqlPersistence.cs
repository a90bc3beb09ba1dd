using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence.Sql;

/// <summary>
/// The extension of the SQL plug-ins. It brings their default configuration with it; where the
/// settings come before the actor system, use <see cref="DefaultConfiguration"/> as a fallback.
/// </summary>
public sealed class SqlPersistence : IExtension
{
    /// <summary>Where the journal's section is.</summary>
    public const string JournalConfigPath = "akka.persistence.journal.sql";

    /// <summary>Where the snapshot store's section is.</summary>
    public const string SnapshotStoreConfigPath = "akka.persistence.snapshot-store.sql";

    /// <summary>Where the read journal's section is.</summary>
    public const string QueryConfigPath = "akka.persistence.query.journal.sql";

    /// <summary>The defaults of all plug-ins.</summary>
    public static readonly Config DefaultConfiguration =
        ConfigurationFactory.FromResource<SqlPersistence>("Akka.Persistence.Sql.persistence.conf");

    /// <summary>The defaults of the journal's section.</summary>
    public static readonly Config DefaultJournalConfiguration = DefaultConfiguration.GetConfig(
        JournalConfigPath
    );

    /// <summary>The defaults of the snapshot store's section.</summary>
    public static readonly Config DefaultSnapshotConfiguration = DefaultConfiguration.GetConfig(
        SnapshotStoreConfigPath
    );

    /// <summary>The defaults of the read journal's section.</summary>
    public static readonly Config DefaultQueryConfiguration = DefaultConfiguration.GetConfig(
        QueryConfigPath
    );

    /// <summary>The defaults of all plug-ins.</summary>
    public readonly Config DefaultConfig = DefaultConfiguration;

    /// <summary>The defaults of the journal's section.</summary>
    public readonly Config DefaultJournalConfig = DefaultJournalConfiguration;

    /// <summary>The defaults of the snapshot store's section.</summary>
    public readonly Config DefaultSnapshotConfig = DefaultSnapshotConfiguration;

    /// <summary>The defaults of the read journal's section.</summary>
    public readonly Config DefaultQueryConfig = DefaultQueryConfiguration;

    private readonly Storage.OpenStores _stores = new();

    /// <summary>Adds the defaults to the system's settings.</summary>
    public SqlPersistence(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.Settings.InjectTopLevelFallback(DefaultConfiguration);
        JournalConfig = system.Settings.Config.GetConfig(JournalConfigPath);
        // Databases stay open as long as the system: a plug-in that restarts finds its own again.
        system.RegisterOnTermination(_stores.Close);
    }

    internal Storage.OpenStores Stores => _stores;

    /// <summary>The journal's section as the system has it.</summary>
    internal Config JournalConfig { get; }

    /// <summary>The extension of this system.</summary>
    public static SqlPersistence Get(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.WithExtension<SqlPersistence, SqlPersistenceProvider>();
    }
}
