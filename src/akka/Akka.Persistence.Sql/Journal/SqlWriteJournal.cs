using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using Akka.Persistence.Sql.Storage;

namespace Akka.Persistence.Sql.Journal;

/// <summary>
/// A journal in a SQL database. Writes that wait, of all actors, share a transaction; each call of
/// <see cref="WriteMessagesAsync"/> is stored as a whole or not at all, and fails alone. When nobody
/// can tell whether a transaction was committed, every write in it fails, so that the actors stop
/// and read what is there.
/// </summary>
public class SqlWriteJournal : AsyncWriteJournal
{
    /// <summary>The plug-in's defaults.</summary>
    public static readonly Config DefaultConfiguration = SqlPersistence.DefaultConfiguration;

    private static readonly IImmutableList<Exception> NothingRejected = [];

    private readonly IEventStore _store;
    private readonly PayloadSerializer _serializer;
    private readonly IScheduler _clock;

    /// <param name="journalConfig">The plug-in's section.</param>
    public SqlWriteJournal(Config journalConfig)
    {
        ArgumentNullException.ThrowIfNull(journalConfig);
        var extension = SqlPersistence.Get(Context.System);
        var config = journalConfig.WithFallback(extension.DefaultJournalConfig);
        _store = extension.Stores.Events(
            PluginSettings.ProviderName(config),
            PluginSettings.Store(config, config)
        );
        _serializer = new PayloadSerializer(
            (ExtendedActorSystem)Context.System,
            PluginSettings.DefaultSerializer(config)
        );
        _clock = Context.System.Scheduler;
    }

    /// <inheritdoc/>
    public override Task<long> ReadHighestSequenceNrAsync(
        string persistenceId,
        long fromSequenceNr
    ) => _store.HighestSequenceNrAsync(persistenceId);

    /// <inheritdoc/>
    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback
    ) =>
        _store.ReplayAsync(
            persistenceId,
            fromSequenceNr,
            toSequenceNr,
            max,
            row => recoveryCallback(_serializer.ToRepresentation(row))
        );

    /// <inheritdoc/>
    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages
    )
    {
        ArgumentNullException.ThrowIfNull(messages);
        var writes = messages as IReadOnlyList<AtomicWrite> ?? [.. messages];
        if (writes.Count == 0)
            return NothingRejected;
        var now = _clock.Now.UtcTicks;
        Exception?[]? rejected = null;
        // Nearly always one event of one actor: no list for that.
        StoredEvent[]? only = null;
        List<StoredEvent>? rows = null;
        for (var i = 0; i < writes.Count; i++)
        {
            StoredEvent[] serialized;
            try
            {
                serialized = Serialize(writes[i], now);
            }
            catch (Exception cause)
            {
                (rejected ??= new Exception?[writes.Count])[i] = cause;
                continue;
            }
            if (writes.Count == 1)
                only = serialized;
            else
                (rows ??= new List<StoredEvent>(writes.Count)).AddRange(serialized);
        }
        only ??= rows is null ? [] : [.. rows];
        if (only.Length > 0)
            await _store.AppendAsync(writes[0].PersistenceId, only, IsAlone);
        return rejected is null ? NothingRejected : [.. rejected!];
    }

    /// <inheritdoc/>
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) =>
        _store.DeleteToAsync(persistenceId, toSequenceNr);

    /// <summary>Nothing else waits for this actor, so no other write comes before this one is stored.</summary>
    private static bool IsAlone => Context is ActorCell { HasMessages: false };

    private StoredEvent[] Serialize(AtomicWrite write, long now)
    {
        var events = (IImmutableList<IPersistentRepresentation>)write.Payload;
        var rows = new StoredEvent[events.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = _serializer.ToRow(events[i], now);
        return rows;
    }
}
