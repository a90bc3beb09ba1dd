namespace Akka.Persistence.Sql.Storage;

/// <summary>
/// The journal's tables in one database. Writes of one persistence id take effect in the order in
/// which they were handed over. Every method may be called from any thread.
/// </summary>
internal interface IEventStore
{
    JournalSignals Signals { get; }

    /// <summary>
    /// Appends all rows, or none. The task fails when nothing was stored, and also when nobody can
    /// tell whether something was (the connection broke while committing).
    /// </summary>
    /// <param name="persistenceId">Whose events they are.</param>
    /// <param name="events">In order, without gaps.</param>
    /// <param name="alone">
    /// No other write is known to come soon: the store may write at once, on the caller's thread.
    /// </param>
    Task AppendAsync(string persistenceId, StoredEvent[] events, bool alone);

    /// <summary>
    /// Removes the events up to and including a number. The highest of them stays, marked as
    /// deleted, so that its sequence number is never used again.
    /// </summary>
    Task DeleteToAsync(string persistenceId, long toSequenceNr);

    /// <summary>The highest number ever used, 0 when there is none; sees all earlier appends.</summary>
    Task<long> HighestSequenceNrAsync(string persistenceId);

    /// <summary>Hands over the events in order, without holding more than two pages in memory.</summary>
    Task ReplayAsync(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<StoredEvent> onEvent
    );

    /// <summary>Up to <paramref name="limit"/> events of one persistence id, in order.</summary>
    Task<List<StoredEvent>> EventsAsync(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        int limit
    );

    /// <summary>
    /// Up to <paramref name="limit"/> events with <paramref name="after"/> &lt; ordering &lt;=
    /// <paramref name="upTo"/>, in that order; only those with the tag if there is one.
    /// </summary>
    Task<List<StoredEvent>> EventsByOrderingAsync(string? tag, long after, long upTo, int limit);

    /// <summary>
    /// An ordering up to which nothing can appear any more: who has read that far misses nothing.
    /// </summary>
    Task<long> SettledOrderingAsync();

    /// <summary>
    /// Up to <paramref name="limit"/> persistence ids that have events, in their own order, those
    /// after <paramref name="after"/>.
    /// </summary>
    Task<List<string>> PersistenceIdsAsync(string after, int limit);

    /// <summary>The persistence ids that occur after one ordering and up to another.</summary>
    Task<List<string>> PersistenceIdsBetweenAsync(long after, long upTo);
}
