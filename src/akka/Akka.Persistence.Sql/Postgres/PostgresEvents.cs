using Akka.Persistence.Sql.Storage;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>The journal in PostgreSQL.</summary>
internal sealed class PostgresEvents(PostgresDatabase database, StoreSettings settings)
    : IEventStore
{
    public JournalSignals Signals
    {
        get
        {
            database.Notifications.Listen();
            return database.Signals;
        }
    }

    public Task AppendAsync(string persistenceId, StoredEvent[] events, bool alone) =>
        database.WriterOf(persistenceId).Enqueue(new AppendWork(persistenceId, events), alone);

    public Task DeleteToAsync(string persistenceId, long toSequenceNr) =>
        database.WriterOf(persistenceId).Enqueue(new DeleteEventsWork(persistenceId, toSequenceNr));

    public async Task<long> HighestSequenceNrAsync(string persistenceId)
    {
        // An actor that comes back may have writes of its last life in the queue.
        await database.CaughtUpAsync(StorePart.Journal, persistenceId);
        return await database.PatientlyAsync(async () =>
        {
            // Ordered by both, which only the unique index is: with an equality the planner may as well
            // walk down the index of numbers until it meets this id.
            await using var command = Command(
                $"""
                SELECT sequence_number FROM {database.Names.Journal}
                WHERE persistence_id >= $1 AND persistence_id <= $1
                ORDER BY persistence_id DESC, sequence_number DESC LIMIT 1
                """
            );
            Add(command, persistenceId);
            return await command.ExecuteScalarAsync() is long highest ? highest : 0;
        });
    }

    public async Task ReplayAsync(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<StoredEvent> onEvent
    )
    {
        await database.CaughtUpAsync(StorePart.Journal, persistenceId);
        var replay = new Replay(fromSequenceNr, max);
        while (replay.Left > 0 && replay.From <= toSequenceNr)
        {
            // A connection that breaks on the way: the next one goes on where it was.
            var ended = await database.PatientlyAsync(async () =>
            {
                var limit = (int)Math.Min(replay.Left, settings.ReplayBatchSize);
                var count = 0;
                await using var command = EventsCommand(
                    persistenceId,
                    replay.From,
                    toSequenceNr,
                    limit
                );
                await using var rows = await command.ExecuteReaderAsync();
                while (await rows.ReadAsync())
                {
                    count++;
                    var row = PostgresRows.Event(rows, withTags: false);
                    replay.Pass(row.SequenceNr);
                    onEvent(row);
                }
                return count < limit;
            });
            if (ended)
                return;
        }
    }

    public async Task<List<StoredEvent>> EventsAsync(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        int limit
    )
    {
        await database.ReadyAsync(StorePart.Journal);
        return await database.PatientlyAsync(async () =>
        {
            await using var command = EventsCommand(
                persistenceId,
                fromSequenceNr,
                toSequenceNr,
                limit,
                withTags: true
            );
            return await PostgresRows.EventsAsync(command);
        });
    }

    public async Task<List<StoredEvent>> EventsByOrderingAsync(
        string? tag,
        long after,
        long upTo,
        int limit
    )
    {
        await database.ReadyAsync(StorePart.Journal);
        return await database.PatientlyAsync(() => ByOrderingAsync(tag, after, upTo, limit));
    }

    private async Task<List<StoredEvent>> ByOrderingAsync(
        string? tag,
        long after,
        long upTo,
        int limit
    )
    {
        var names = database.Names;
        await using var command = Command(
            tag is null
                ? $"""
                SELECT {PostgresRows.Columns(database, withTags: true)} FROM {names.Journal} AS j
                WHERE ordering > $1 AND ordering <= $2 AND NOT deleted
                ORDER BY ordering LIMIT $3
                """
                : $"""
                SELECT {PostgresRows.Columns(database, withTags: true)}
                FROM {names.Tags} AS t JOIN {names.Journal} AS j ON j.ordering = t.ordering_id
                WHERE t.tag = $4 AND ordering_id > $1 AND ordering_id <= $2 AND NOT deleted
                ORDER BY ordering_id LIMIT $3
                """
        );
        Add(command, after);
        Add(command, upTo);
        Add(command, (long)limit);
        if (tag is not null)
            Add(command, tag);
        return await PostgresRows.EventsAsync(command);
    }

    public async Task<long> SettledOrderingAsync()
    {
        await database.ReadyAsync(StorePart.Journal);
        return await database.PatientlyAsync(() =>
            PostgresOrderings.SettledAsync(database, settings.Clock)
        );
    }

    public async Task<List<string>> PersistenceIdsAsync(string after, int limit)
    {
        await database.ReadyAsync(StorePart.Journal);
        return await database.PatientlyAsync(() => IdsAsync(after, limit));
    }

    private async Task<List<string>> IdsAsync(string after, int limit)
    {
        // One seek for each id, instead of a scan of all rows.
        var next =
            $"SELECT persistence_id FROM {database.Names.Journal} WHERE persistence_id > {{0}} "
            + "AND NOT deleted ORDER BY persistence_id LIMIT 1";
        await using var command = Command(
            $"""
            WITH RECURSIVE ids AS (
              ({string.Format(null, next, "$1")})
              UNION ALL
              SELECT ({string.Format(null, next, "ids.persistence_id")}) FROM ids
              WHERE ids.persistence_id IS NOT NULL
            )
            SELECT persistence_id FROM ids WHERE persistence_id IS NOT NULL LIMIT $2
            """
        );
        Add(command, after);
        Add(command, (long)limit);
        return await PostgresRows.TextsAsync(command);
    }

    public async Task<List<string>> PersistenceIdsBetweenAsync(long after, long upTo)
    {
        await database.ReadyAsync(StorePart.Journal);
        return await database.PatientlyAsync(async () =>
        {
            await using var command = Command(
                $"""
                SELECT DISTINCT persistence_id FROM {database.Names.Journal}
                WHERE ordering > $1 AND ordering <= $2 AND NOT deleted
                """
            );
            Add(command, after);
            Add(command, upTo);
            return await PostgresRows.TextsAsync(command);
        });
    }

    private NpgsqlCommand EventsCommand(
        string persistenceId,
        long from,
        long to,
        int limit,
        bool withTags = false
    )
    {
        var command = Command(
            $"""
            SELECT {PostgresRows.Columns(database, withTags)} FROM {database.Names.Journal} AS j
            WHERE j.persistence_id = $1 AND sequence_number BETWEEN $2 AND $3 AND NOT deleted
            ORDER BY sequence_number LIMIT $4
            """
        );
        Add(command, persistenceId);
        Add(command, from);
        Add(command, to);
        Add(command, (long)limit);
        return command;
    }

    private NpgsqlCommand Command(string sql) => database.Source.CreateCommand(sql);

    private static void Add<T>(NpgsqlCommand command, T value) =>
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    private sealed class Replay(long from, long max)
    {
        public long From { get; private set; } = from;

        public long Left { get; private set; } = max;

        public void Pass(long sequenceNr)
        {
            From = sequenceNr + 1;
            Left--;
        }
    }
}
