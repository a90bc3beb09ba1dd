using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Snapshot;
using Akka.Persistence.Sql.Storage;

namespace Akka.Persistence.Sql.Snapshot;

/// <summary>Snapshots in a SQL database.</summary>
public class SqlSnapshotStore : SnapshotStore
{
    /// <summary>The plug-in's defaults.</summary>
    public static readonly Config DefaultConfiguration = SqlPersistence.DefaultConfiguration;

    private readonly ISnapshotRows _store;
    private readonly PayloadSerializer _serializer;

    /// <param name="snapshotConfig">The plug-in's section.</param>
    public SqlSnapshotStore(Config snapshotConfig)
    {
        ArgumentNullException.ThrowIfNull(snapshotConfig);
        var extension = SqlPersistence.Get(Context.System);
        var config = snapshotConfig.WithFallback(extension.DefaultSnapshotConfig);
        _store = extension.Stores.Snapshots(
            PluginSettings.ProviderName(config),
            PluginSettings.Store(config, extension.JournalConfig)
        );
        _serializer = new PayloadSerializer(
            (ExtendedActorSystem)Context.System,
            PluginSettings.DefaultSerializer(config)
        );
    }

    /// <inheritdoc/>
    protected override async Task<SelectedSnapshot> LoadAsync(
        string persistenceId,
        SnapshotSelectionCriteria criteria
    )
    {
        var row = await _store.LoadAsync(persistenceId, Range(criteria));
        return row is null ? null! : _serializer.ToSnapshot(row);
    }

    /// <inheritdoc/>
    protected override async Task SaveAsync(SnapshotMetadata metadata, object snapshot) =>
        await _store.SaveAsync(_serializer.ToRow(metadata, snapshot));

    /// <inheritdoc/>
    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        // Without a time, the sequence number alone says which.
        var latest =
            metadata.Timestamp == DateTime.MinValue ? long.MaxValue : metadata.Timestamp.Ticks;
        return _store.DeleteAsync(
            metadata.PersistenceId,
            new SnapshotRange(metadata.SequenceNr, metadata.SequenceNr, 0, latest)
        );
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        _store.DeleteAsync(persistenceId, Range(criteria));

    private static SnapshotRange Range(SnapshotSelectionCriteria criteria)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        return new SnapshotRange(
            criteria.MinSequenceNr,
            criteria.MaxSequenceNr,
            criteria.MinTimestamp?.Ticks ?? 0,
            criteria.MaxTimeStamp.Ticks
        );
    }
}
