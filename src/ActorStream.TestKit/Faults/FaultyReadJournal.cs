using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Query;
using Akka.Streams.Dsl;

namespace ActorStream.TestKit.Faults;

/// <summary>Gives the read journal over a <see cref="FaultyStore"/>; HOCON names it.</summary>
public sealed class FaultyReadJournalProvider : IReadJournalProvider
{
    private readonly FaultyReadJournal journal;

    /// <summary>Made by Akka.Persistence.Query.</summary>
    public FaultyReadJournalProvider(ExtendedActorSystem system, Config config) =>
        journal = new FaultyReadJournal(new StoreAccess(FaultyStore.Of(config), system));

    /// <inheritdoc/>
    public IReadJournal GetReadJournal() => journal;
}

/// <summary>
/// Queries of what a <see cref="FaultyStore"/> holds at the moment. A query that fails afterwards gives
/// nothing before it fails.
/// </summary>
public sealed class FaultyReadJournal
    : ICurrentPersistenceIdsQuery,
        ICurrentEventsByPersistenceIdQuery,
        ICurrentEventsByTagQuery
{
    /// <summary>Its configuration path.</summary>
    public const string Identifier = "akka.persistence.query.journal.faulty";

    private readonly StoreAccess access;

    internal FaultyReadJournal(StoreAccess access) => this.access = access;

    /// <inheritdoc/>
    public Source<string, NotUsed> CurrentPersistenceIds() =>
        Query("", () => access.Store.PersistenceIds, static id => id);

    /// <inheritdoc/>
    public Source<EventEnvelope, NotUsed> CurrentEventsByPersistenceId(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr
    ) =>
        Query(
            persistenceId,
            () =>
                access
                    .Store.EventsOf(persistenceId)
                    .Where(stored =>
                        stored.SequenceNr >= fromSequenceNr && stored.SequenceNr <= toSequenceNr
                    )
                    .ToList(),
            Envelope
        );

    /// <inheritdoc/>
    public Source<EventEnvelope, NotUsed> CurrentEventsByTag(string tag, Offset offset)
    {
        var after = (offset as Sequence)?.Value ?? 0;
        return Query(
            tag,
            () => access.Store.WithTag(tag).Where(stored => stored.Ordering > after).ToList(),
            Envelope
        );
    }

    private Source<TOut, NotUsed> Query<TStored, TOut>(
        string about,
        Func<IReadOnlyList<TStored>> read,
        Func<TStored, TOut> select
    ) => Source.From(() => QueryAsync(about, read, select));

    private async IAsyncEnumerable<TOut> QueryAsync<TStored, TOut>(
        string about,
        Func<IReadOnlyList<TStored>> read,
        Func<TStored, TOut> select
    )
    {
        foreach (var stored in await access.CallAsync(new(StoreOperation.Query, about), read))
        {
            yield return select(stored);
        }
    }

    private EventEnvelope Envelope(StoredEvent stored) =>
        new(
            new Sequence(stored.Ordering),
            stored.PersistenceId,
            stored.SequenceNr,
            access.Decode(stored.Payload, stored.SerializerId, stored.Manifest),
            0,
            [.. stored.Tags]
        );
}
