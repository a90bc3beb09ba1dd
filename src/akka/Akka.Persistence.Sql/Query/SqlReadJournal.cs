using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Journal;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Storage;
using Akka.Streams.Dsl;

namespace Akka.Persistence.Sql.Query;

/// <summary>
/// Queries over the journal's tables. The "current" ones end with what is there when they start; the
/// others go on with what is written, woken by the writer if it is in this process. Offsets are
/// exclusive: an event's own offset asks for what comes after it. No query skips an event that is
/// committed late, or shows one that is not committed.
/// </summary>
public class SqlReadJournal
    : IPersistenceIdsQuery,
        ICurrentPersistenceIdsQuery,
        IEventsByPersistenceIdQuery,
        ICurrentEventsByPersistenceIdQuery,
        IEventsByTagQuery,
        ICurrentEventsByTagQuery,
        IAllEventsQuery,
        ICurrentAllEventsQuery
{
    /// <summary>The plug-in's defaults.</summary>
    public static readonly Config DefaultConfiguration = SqlPersistence.DefaultConfiguration;

    private readonly EventReader _reader;

    /// <param name="system">The actor system.</param>
    /// <param name="config">The plug-in's section.</param>
    public SqlReadJournal(ExtendedActorSystem system, Config config)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(config);
        var extension = SqlPersistence.Get(system);
        config = config.WithFallback(extension.DefaultQueryConfig);
        var writePlugin = config.GetString("write-plugin", "");
        if (string.IsNullOrEmpty(writePlugin))
            writePlugin = system.Settings.Config.GetString("akka.persistence.journal.plugin", "");
        var journal = system
            .Settings.Config.GetConfig(writePlugin)
            .WithFallback(extension.DefaultJournalConfig);
        var database = string.IsNullOrEmpty(config.GetString("connection-string", ""))
            ? journal
            : config;
        var store = extension.Stores.Events(
            PluginSettings.ProviderName(database),
            PluginSettings.Store(database, journal)
        );
        _reader = new EventReader(
            store,
            new PayloadSerializer(system, PluginSettings.DefaultSerializer(config)),
            Persistence.Instance.Apply(system).AdaptersFor(writePlugin),
            config.GetTimeSpan("refresh-interval", TimeSpan.FromSeconds(1)),
            config.GetInt("max-buffer-size", 500)
        );
    }

    /// <summary>The name to ask for the read journal by: its section's path.</summary>
    public static string Identifier => SqlPersistence.QueryConfigPath;

    /// <summary>All persistence ids, each once, and then those that turn up.</summary>
    public Source<string, NotUsed> PersistenceIds() =>
        Pages.Of(() => new IdPages(_reader, live: true));

    /// <summary>All persistence ids that there are, each once.</summary>
    public Source<string, NotUsed> CurrentPersistenceIds() =>
        Pages.Of(() => new IdPages(_reader, live: false));

    /// <summary>The events of one actor in order; ends after the last that was asked for.</summary>
    public Source<EventEnvelope, NotUsed> EventsByPersistenceId(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr
    ) =>
        Pages.Of(() =>
            new ActorPages(_reader, persistenceId, fromSequenceNr, toSequenceNr, live: true)
        );

    /// <summary>The events of one actor that there are, in order.</summary>
    public Source<EventEnvelope, NotUsed> CurrentEventsByPersistenceId(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr
    ) =>
        Pages.Of(() =>
            new ActorPages(_reader, persistenceId, fromSequenceNr, toSequenceNr, live: false)
        );

    /// <summary>The events with a tag after the offset, in the order of the journal.</summary>
    public Source<EventEnvelope, NotUsed> EventsByTag(string tag, Offset offset)
    {
        ArgumentNullException.ThrowIfNull(tag);
        var after = After(offset);
        return Pages.Of(() => new OrderedPages(_reader, tag, after, live: true));
    }

    /// <summary>The events with a tag that there are after the offset.</summary>
    public Source<EventEnvelope, NotUsed> CurrentEventsByTag(string tag, Offset offset)
    {
        ArgumentNullException.ThrowIfNull(tag);
        var after = After(offset);
        return Pages.Of(() => new OrderedPages(_reader, tag, after, live: false));
    }

    /// <summary>All events after the offset, in the order of the journal.</summary>
    public Source<EventEnvelope, NotUsed> AllEvents(Offset offset)
    {
        var after = After(offset);
        return Pages.Of(() => new OrderedPages(_reader, tag: null, after, live: true));
    }

    /// <summary>All events that there are after the offset.</summary>
    public Source<EventEnvelope, NotUsed> CurrentAllEvents(Offset offset)
    {
        var after = After(offset);
        return Pages.Of(() => new OrderedPages(_reader, tag: null, after, live: false));
    }

    private static long After(Offset offset) =>
        offset switch
        {
            null or NoOffset => 0,
            Sequence sequence => sequence.Value,
            _ => throw new ArgumentException(
                $"The journal's offsets are sequences; this is a {offset.GetType().Name}.",
                nameof(offset)
            ),
        };
}
