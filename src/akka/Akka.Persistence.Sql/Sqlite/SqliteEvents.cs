using Akka.Persistence.Sql.Storage;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>The journal in an SQLite file.</summary>
internal sealed class SqliteEvents(SqliteDatabase database, StoreSettings settings) : IEventStore
{
    public JournalSignals Signals => database.Signals;

    public Task AppendAsync(string persistenceId, StoredEvent[] events, bool alone)
    {
        var append = new AppendWork(persistenceId, events);
        return alone ? database.Writer.WriteOrEnqueue(append) : database.Writer.Enqueue(append);
    }

    public Task DeleteToAsync(string persistenceId, long toSequenceNr) =>
        database.Writer.Enqueue(new DeleteEventsWork(persistenceId, toSequenceNr));

    public async Task<long> HighestSequenceNrAsync(string persistenceId)
    {
        // An actor that comes back may have writes of its last life in the queue.
        await database.Writer.CaughtUpAsync(StorePart.Journal);
        return await database.Readers.ReadAsync(
            persistenceId,
            static (db, id) =>
            {
                using var rows = db.Prepare(SqliteQueries.HighestSequenceNr).Start().Bind(1, id);
                return rows.Step() ? rows.Long(0) : 0;
            }
        );
    }

    public async Task ReplayAsync(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<StoredEvent> onEvent
    )
    {
        await database.Writer.CaughtUpAsync(StorePart.Journal);
        var left = max;
        var page = ReplayPageAsync(persistenceId, fromSequenceNr, toSequenceNr, left);
        while (true)
        {
            var events = await page;
            left -= events.Count;
            var isLast = events.Count < settings.ReplayBatchSize || left <= 0;
            // While the receiver turns this page's rows into events, the next page is read.
            if (!isLast)
                page = ReplayPageAsync(
                    persistenceId,
                    events[^1].SequenceNr + 1,
                    toSequenceNr,
                    left
                );
            foreach (var stored in events)
                onEvent(stored);
            if (isLast)
                return;
        }
    }

    /// <summary>A piece of a replay; a reader that stays for all of it would hold up the checkpoint.</summary>
    private Task<List<StoredEvent>> ReplayPageAsync(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max
    )
    {
        var limit = (int)Math.Min(max, settings.ReplayBatchSize);
        return database.Readers.ReadAsync(
            (persistenceId, fromSequenceNr, toSequenceNr, limit),
            static (db, ask) =>
                SqliteQueries.Events(
                    db,
                    ask.persistenceId,
                    ask.fromSequenceNr,
                    ask.toSequenceNr,
                    ask.limit
                )
        );
    }

    public async Task<List<StoredEvent>> EventsAsync(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        int limit
    )
    {
        await database.Writer.ReadyAsync(StorePart.Journal);
        return await database.Readers.ReadAsync(
            (persistenceId, fromSequenceNr, toSequenceNr, limit),
            static (db, ask) =>
                SqliteQueries.WithTags(
                    db,
                    SqliteQueries.Events(
                        db,
                        ask.persistenceId,
                        ask.fromSequenceNr,
                        ask.toSequenceNr,
                        ask.limit
                    )
                )
        );
    }

    public async Task<List<StoredEvent>> EventsByOrderingAsync(
        string? tag,
        long after,
        long upTo,
        int limit
    )
    {
        await database.Writer.ReadyAsync(StorePart.Journal);
        return await database.Readers.ReadAsync(
            (tag, after, upTo, limit),
            static (db, ask) =>
                SqliteQueries.WithTags(
                    db,
                    SqliteQueries.EventsByOrdering(db, ask.tag, ask.after, ask.upTo, ask.limit)
                )
        );
    }

    /// <summary>One writer commits in the order of the numbers: the highest is settled.</summary>
    public async Task<long> SettledOrderingAsync()
    {
        await database.Writer.ReadyAsync(StorePart.Journal);
        return await database.Readers.ReadAsync(
            0,
            static (db, _) =>
            {
                using var rows = db.Prepare(SqliteQueries.HighestOrdering).Start();
                return rows.Step() ? rows.Long(0) : 0;
            }
        );
    }

    public async Task<List<string>> PersistenceIdsAsync(string after, int limit)
    {
        await database.Writer.ReadyAsync(StorePart.Journal);
        return await database.Readers.ReadAsync(
            (after, limit),
            static (db, ask) => SqliteQueries.PersistenceIds(db, ask.after, ask.limit)
        );
    }

    public async Task<List<string>> PersistenceIdsBetweenAsync(long after, long upTo)
    {
        await database.Writer.ReadyAsync(StorePart.Journal);
        return await database.Readers.ReadAsync(
            (after, upTo),
            static (db, ask) => SqliteQueries.PersistenceIdsBetween(db, ask.after, ask.upTo)
        );
    }
}
