using ActorStream.Catalog;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Journal;
using ActorStream.Observability;
using ActorStream.Regions;
using ActorStream.Retention;
using ActorStream.Turns;
using ActorStream.Views;
using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Query;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorStream.Hosting;

/// <summary>
/// The door to the conversations of an actor system: what the HTTP server, tools and tests talk to.
/// Safe for any thread.
/// </summary>
public sealed partial class ConversationGateway
{
    /// <summary>Bytes, roughly, of pages that viewers share: some 50,000 events of a few words.</summary>
    private const long SharedPagesLength = 32 * 1024 * 1024;

    private const int ReadJournalAttempts = 6;

    private static readonly TimeSpan UsualSnapshotPatience = TimeSpan.FromSeconds(20);

    private readonly IActorRef _region;
    private readonly IActorRef _directory;
    private readonly IEventReader _reader;
    private readonly SharedEventReader _sharedReader;
    private readonly ConversationScan _scan;
    private readonly EventStream _events;
    private readonly TurnSlots _slots;
    private readonly TimeSpan _askTimeout;
    private readonly TimeSpan _viewPatience;

    private ConversationGateway(
        IActorRef region,
        IActorRef directory,
        IEventReader reader,
        SharedEventReader sharedReader,
        ConversationScan scan,
        EventStream events,
        TurnSlots slots,
        ProviderRegistry providers,
        ActorMaterializer materializer,
        TimeSpan askTimeout,
        TimeSpan heartbeat
    )
    {
        _region = region;
        _directory = directory;
        _reader = reader;
        _sharedReader = sharedReader;
        _scan = scan;
        _events = events;
        _slots = slots;
        Providers = providers;
        Materializer = materializer;
        _askTimeout = askTimeout;
        // Twice a heartbeat: a question that is not even answered with "nothing" is lost.
        _viewPatience = heartbeat * 2;
    }

    /// <summary>The providers that prompts may name.</summary>
    public ProviderRegistry Providers { get; }

    /// <summary>Turns that were accepted and whose end is not durable.</summary>
    public int OpenTurns => _slots.Taken;

    /// <summary>Runs the view graphs.</summary>
    public ActorMaterializer Materializer { get; }

    /// <summary>
    /// Starts region and directory in an actor system whose configuration has the section
    /// <c>actorstream</c> and a journal.
    /// </summary>
    /// <param name="system">The actor system.</param>
    /// <param name="providers">Who answers prompts.</param>
    /// <param name="observer">Is told what is written, or null.</param>
    /// <param name="sizes">Tells sizes to a retention that has limits of bytes, or null.</param>
    public static ConversationGateway Start(
        ActorSystem system,
        ProviderRegistry providers,
        IConversationObserver? observer = null,
        ConversationSizes? sizes = null
    )
    {
        var config = system.Settings.Config;
        var settings = ConversationSettings.From(config);
        var slots = new TurnSlots(settings.MaxOpenTurns);
        var materializer = system.Materializer();
        var readJournal = config.GetString("actorstream.read-journal");
        var queries = PersistenceQuery.Get(system);
        var region = system.ActorOf(
            ConversationRegion.Props(
                (id, plan) =>
                    ConversationActor.Props(
                        id,
                        settings,
                        providers,
                        slots,
                        materializer,
                        plan,
                        observer
                    ),
                config.GetTimeSpan("actorstream.conversations.hold-patience"),
                SnapshotPatience(config)
            ),
            "conversations"
        );
        var reader = new JournalEventReader(
            ReadJournal<ICurrentEventsByPersistenceIdQuery>(queries, readJournal),
            materializer,
            system.EventStream
        );
        system.ActorOf(DamageRegister.Props(reader), "journal-damage");
        var sharedReader = new SharedEventReader(reader, SharedPagesLength);
        // No text of an erased conversation stays in memory.
        system.ActorOf(
            EventListener<ConversationErased>.Props(erased =>
                sharedReader.Forget(erased.ConversationId)
            ),
            "page-sweeper"
        );
        var scan = new ConversationScan(
            ReadJournal<ICurrentPersistenceIdsQuery>(queries, readJournal),
            reader
        );
        var directory = system.ActorOf(
            ConversationDirectory.Props(
                ReadJournal<ICurrentEventsByTagQuery>(queries, readJournal),
                scan,
                region,
                materializer
            ),
            "directory"
        );
        var retention = RetentionSettings.From(config);
        if (retention.IsOn)
        {
            system.ActorOf(RetentionActor.Props(retention, directory, region, sizes), "retention");
        }

        return new(
            region,
            directory,
            reader,
            sharedReader,
            scan,
            system.EventStream,
            slots,
            providers,
            materializer,
            config.GetTimeSpan("actorstream.ask-timeout"),
            settings.Heartbeat
        );
    }

    /// <summary>What takes longer has failed for whoever ordered it, and is no work of the store any more.</summary>
    private static TimeSpan SnapshotPatience(Config config)
    {
        var plugin = config.GetString("akka.persistence.snapshot-store.plugin", "");
        return string.IsNullOrEmpty(plugin)
            ? UsualSnapshotPatience
            : config.GetTimeSpan($"{plugin}.circuit-breaker.call-timeout", UsualSnapshotPatience);
    }

    /// <summary>
    /// Akka.Persistence.Sql's read journal waits five seconds, when it is made, for a journal that is just
    /// starting; a cold start on a busy machine takes longer.
    /// </summary>
    private static T ReadJournal<T>(PersistenceQuery queries, string plugin)
        where T : IReadJournal
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return queries.ReadJournalFor<T>(plugin);
            }
            catch (Exception error)
                when (attempt < ReadJournalAttempts
                    && error.GetBaseException() is AskTimeoutException
                )
            {
                // The journal goes on starting meanwhile.
            }
        }
    }

    /// <summary>
    /// Sends a command or a question; the message says what it may be answered with. No answer in time
    /// comes back as <see cref="RefusalReason.JournalUnavailable"/>: whether a command was carried out
    /// is then unknown, and repeating it with the same idempotency key is safe.
    /// </summary>
    public async Task<object> AskAsync(IConversationMessage message, CancellationToken cancellation)
    {
        try
        {
            return await _region.Ask<object>(message, _askTimeout, cancellation);
        }
        catch (AskTimeoutException)
        {
            return new CommandRefused(RefusalReason.JournalUnavailable);
        }
    }

    /// <summary>A page of the list of conversations. Waits a few seconds for a list that is not complete yet.</summary>
    /// <exception cref="ListNotReadyException">That was not enough.</exception>
    public async Task<ConversationList> ListAsync(
        GetConversations query,
        CancellationToken cancellation
    ) =>
        await _directory.Ask<object>(query, _askTimeout, cancellation) as ConversationList
        ?? throw new ListNotReadyException();

    /// <summary>How a conversation stands in the list; null if it is not in it, or was erased.</summary>
    public async Task<ConversationChanged?> FindAsync(
        ConversationId id,
        CancellationToken cancellation
    ) => (await _directory.Ask<DirectoryEntry>(new GetEntry(id), _askTimeout, cancellation)).Entry;

    /// <summary>How many conversations there are.</summary>
    public Task<DirectoryCounts> CountAsync(CancellationToken cancellation) =>
        _directory.Ask<DirectoryCounts>(new GetDirectoryCounts(), _askTimeout, cancellation);

    /// <summary>Which of these conversations are in memory, and how many are in all.</summary>
    public Task<AwakeConversations> GetAwakeAsync(
        IReadOnlyList<ConversationId> among,
        CancellationToken cancellation
    ) => _region.Ask<AwakeConversations>(new GetAwake(among), _askTimeout, cancellation);

    /// <summary>How a conversation's actor is; null if it is not in memory. Wakes nobody.</summary>
    public async Task<LiveState?> GetLiveStateAsync(
        ConversationId id,
        CancellationToken cancellation
    ) => await AskAsync(new GetLiveState(id), cancellation) as LiveState;

    /// <summary>Whether everything that an earlier process left open is marked.</summary>
    public Task<Readiness> GetReadinessAsync(CancellationToken cancellation) =>
        _directory.Ask<Readiness>(new GetReadiness(), _askTimeout, cancellation);

    /// <summary>
    /// A view: every event after the cursor (null: from the start), then what is written next, for as
    /// long as somebody pulls. Each materialisation begins at the cursor again.
    /// </summary>
    /// <param name="id">The conversation.</param>
    /// <param name="after">The last event that the viewer has.</param>
    /// <param name="until">If set, the view ends after this turn's end.</param>
    public Source<ViewItem, NotUsed> View(ConversationId id, Cursor? after, TurnId? until = null) =>
        new ConversationView(_region, _sharedReader, id, until, _viewPatience).From(after);

    /// <summary>Whether there is such a conversation to view.</summary>
    /// <returns>Null if so, else why not.</returns>
    public async Task<CommandRefused?> RefuseViewAsync(
        ConversationId id,
        CancellationToken cancellation
    ) =>
        await AskAsync(new PullEvents(id, null, false), cancellation) switch
        {
            ViewAnswer.Gone => new CommandRefused(RefusalReason.ConversationNotFound),
            ViewAnswer => null,
            CommandRefused refused => refused,
            _ => new CommandRefused(RefusalReason.JournalUnavailable),
        };

    /// <summary>One page of events after the cursor.</summary>
    /// <returns>
    /// An <see cref="EventPage"/>, <see cref="ViewAnswer.Reset"/>, <see cref="ViewAnswer.Gone"/>, or
    /// <see cref="CommandRefused"/>.
    /// </returns>
    public async Task<object> PageAsync(
        ConversationId id,
        Cursor? after,
        int limit,
        CancellationToken cancellation
    )
    {
        switch (await AskAsync(new PullEvents(id, after, false), cancellation))
        {
            case ViewAnswer.Nothing nothing:
                return new EventPage([], nothing.At, false);
            case ViewAnswer.Events { Items: var items } when items.Count <= limit:
                return new EventPage(items, items[^1].Cursor, false);
            case ViewAnswer.Events { Items: var items }:
                return new EventPage(items.Take(limit).ToArray(), items[limit - 1].Cursor, true);
            case ViewAnswer.Behind behind:
                return await PageAsync(id, behind, limit);
            case var other:
                return other;
        }
    }

    private async Task<object> PageAsync(ConversationId id, ViewAnswer.Behind behind, int limit)
    {
        try
        {
            var read = await _reader.ReadAsync(
                id,
                behind.Incarnation,
                behind.SequenceNr + 1,
                Math.Min(behind.UpTo, behind.SequenceNr + limit)
            );
            return read is [.., var last]
                ? new EventPage(read, last.Cursor, last.Cursor.SequenceNr < behind.UpTo)
                : new ViewAnswer.Gone();
        }
        catch (JournalDamagedException)
        {
            return new CommandRefused(RefusalReason.JournalDamaged);
        }
    }
}

/// <summary>A page of events.</summary>
/// <param name="Items">In order; some may not be <see cref="JournaledEvent.IsVisible"/>.</param>
/// <param name="Cursor">Where the next page begins.</param>
/// <param name="HasMore">Whether there is one already.</param>
public sealed record EventPage(IReadOnlyList<JournaledEvent> Items, Cursor Cursor, bool HasMore);
