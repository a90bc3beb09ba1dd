using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;

namespace Akka.Persistence;

/// <summary>Starts the plug-ins that actors use, each once, and knows their configuration.</summary>
public class PersistenceExtension : IExtension
{
    private const string NoSnapshotStorePlugin = "akka.persistence.no-snapshot-store";

    private readonly ExtendedActorSystem _system;
    private readonly ConcurrentDictionary<string, Lazy<IActorRef>> _plugins = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, EventAdapters> _adapters = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, JournalSettings> _journalSettings = new(
        StringComparer.Ordinal
    );
    private readonly string _defaultJournal;
    private readonly string _defaultSnapshotStore;
    private readonly Lazy<IStashOverflowStrategy> _overflowStrategy;
    private int _lastInstanceId;

    /// <summary>Reads the configuration, and starts the plug-ins that are to start at once.</summary>
    public PersistenceExtension(ExtendedActorSystem system)
    {
        _system = system;
        system.Settings.InjectTopLevelFallback(Persistence.DefaultConfig());
        var config = system.Settings.Config.GetConfig("akka.persistence");
        PublishesPluginCommands = config.GetBoolean("publish-plugin-commands", false);
        Permits = new RecoveryPermits(config.GetInt("max-concurrent-recoveries", 50));
        _defaultJournal = config.GetString("journal.plugin", "");
        _defaultSnapshotStore = config.GetString("snapshot-store.plugin", "");
        _overflowStrategy = new(() => CreateOverflowStrategy(config));
        foreach (var id in config.GetStringList("journal.auto-start-journals"))
        {
            JournalFor(id);
        }

        foreach (var id in config.GetStringList("snapshot-store.auto-start-snapshot-stores"))
        {
            SnapshotStoreFor(id);
        }
    }

    /// <summary>What happens to commands that a bounded internal stash has no room for.</summary>
    public IStashOverflowStrategy DefaultInternalStashOverflowStrategy => _overflowStrategy.Value;

    internal bool PublishesPluginCommands { get; }

    internal RecoveryPermits Permits { get; }

    /// <summary>The journal with this configuration path; with none, the default one.</summary>
    public IActorRef JournalFor(string? journalPluginId) => Plugin(JournalId(journalPluginId));

    /// <summary>The snapshot store with this configuration path; with none, the default one.</summary>
    public IActorRef SnapshotStoreFor(string? snapshotPluginId) =>
        Plugin(SnapshotStoreId(snapshotPluginId));

    /// <summary>The event adapters of the journal with this configuration path.</summary>
    public EventAdapters AdaptersFor(string? journalPluginId) =>
        _adapters.GetOrAdd(
            JournalId(journalPluginId),
            static (id, extension) =>
                EventAdapters.Create(extension._system, extension.PluginConfig(id)),
            this
        );

    /// <summary>The persistence id of an actor that sets none: its path.</summary>
    public string PersistenceId(IActorRef actor) => actor.Path.ToStringWithoutAddress();

    internal int NextInstanceId() => Interlocked.Increment(ref _lastInstanceId);

    /// <summary>What an actor needs to know of its journal.</summary>
    internal JournalSettings JournalSettingsFor(string? journalPluginId)
    {
        var id = JournalId(journalPluginId);
        return _journalSettings.TryGetValue(id, out var known)
            ? known
            : _journalSettings.GetOrAdd(
                id,
                static (id, extension) =>
                    new JournalSettings(extension._system, extension.PluginConfig(id)),
                this
            );
    }

    /// <summary>Whether there is any store to ask.</summary>
    internal bool KeepsSnapshots(string? snapshotPluginId) =>
        SnapshotStoreId(snapshotPluginId) != NoSnapshotStorePlugin;

    /// <summary>The configuration of a plug-in's actor, which bears its path as its name.</summary>
    internal Config? PluginConfigOf(IActorRef plugin) =>
        IsPlugin(plugin) ? PluginConfig(plugin.Path.Name) : null;

    internal EventAdapters AdaptersOf(IActorRef plugin) =>
        IsPlugin(plugin) ? AdaptersFor(plugin.Path.Name) : EventAdapters.None;

    private bool IsPlugin(IActorRef plugin) =>
        plugin.Path.Name.Contains('.', StringComparison.Ordinal)
        && _system.Settings.Config.HasPath(plugin.Path.Name);

    private Config PluginConfig(string id)
    {
        var all = _system.Settings.Config;
        if (!all.HasPath(id))
        {
            throw new ArgumentException(
                $"There is no configuration of a persistence plug-in at '{id}'.",
                nameof(id)
            );
        }

        var fallback = id.Contains("snapshot-store", StringComparison.Ordinal)
            ? "akka.persistence.snapshot-store-plugin-fallback"
            : "akka.persistence.journal-plugin-fallback";
        return all.GetConfig(id).WithFallback(all.GetConfig(fallback));
    }

    private string JournalId(string? id)
    {
        id = string.IsNullOrEmpty(id) ? _defaultJournal : id;
        return string.IsNullOrEmpty(id)
            ? throw new ArgumentException(
                "No default journal is configured: akka.persistence.journal.plugin is empty.",
                nameof(id)
            )
            : id;
    }

    private string SnapshotStoreId(string? id)
    {
        id = string.IsNullOrEmpty(id) ? _defaultSnapshotStore : id;
        return string.IsNullOrEmpty(id) ? NoSnapshotStorePlugin : id;
    }

    private IActorRef Plugin(string id) =>
        _plugins.TryGetValue(id, out var known)
            ? known.Value
            : _plugins.GetOrAdd(id, static (id, self) => new(() => self.Start(id)), this).Value;

    private IActorRef Start(string id)
    {
        var config = PluginConfig(id);
        var className = config.GetString("class", "");
        if (string.IsNullOrEmpty(className))
        {
            throw new ArgumentException($"The plug-in at '{id}' has no 'class'.", nameof(id));
        }

        var type = Type.GetType(className, throwOnError: true)!;
        var takesConfig = type.GetConstructor([typeof(Config)]) is not null;
        var props = takesConfig ? Props.Create(type, config) : Props.Create(type);
        var dispatcher = config.GetString("plugin-dispatcher", "");
        if (!string.IsNullOrEmpty(dispatcher))
        {
            props = props.WithDispatcher(dispatcher);
        }

        return _system.SystemActorOf(props, id);
    }

    private static IStashOverflowStrategy CreateOverflowStrategy(Config config)
    {
        var className = config.GetString("internal-stash-overflow-strategy", "");
        var type = Type.GetType(className, throwOnError: true)!;
        var configurator = (IStashOverflowStrategyConfigurator)Activator.CreateInstance(type)!;
        return configurator.Create(config);
    }
}
