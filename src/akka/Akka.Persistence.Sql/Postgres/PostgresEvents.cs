using System.Globalization;
using Akka.Persistence.Sql.Storage;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>The journal in PostgreSQL.</summary>
internal sealed class PostgresEvents(PostgresDatabase database, StoreSettings settings)
    : IEventStore
{
    // How often to look whether an append that was under way has ended.
    private static readonly TimeSpan InFlightPause = TimeSpan.FromMilliseconds(2);

    public JournalSignals Signals
    {
        get
        {
            database.Notifications.Listen();
            return database.Signals;
        }
    }

    public Task AppendAsync(string persistenceId, StoredEvent[] events, bool alone) =>
        database.WriterOf(persistenceId).Enqueue(new AppendWork(persistenceId, events));

    public Task DeleteToAsync(string persistenceId, long toSequenceNr) =>
        database.WriterOf(persistenceId).Enqueue(new DeleteEventsWork(persistenceId, toSequenceNr));

    public async Task<long> HighestSequenceNrAsync(string persistenceId)
    {
        // An actor that comes back may have writes of its last life in the queue.
        await database.CaughtUpAsync(StorePart.Journal, persistenceId);
        return await database.PatientlyAsync(async () =>
        {
            await using var command = Command(
                $"""
                SELECT sequence_number FROM {database.Names.Journal} WHERE persistence_id = $1
                ORDER BY sequence_number DESC LIMIT 1
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
                    var row = Event(rows, withTags: false);
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
            return await EventsAsync(command);
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
                SELECT {Columns(withTags: true)} FROM {names.Journal} AS j
                WHERE ordering > $1 AND ordering <= $2 AND NOT deleted
                ORDER BY ordering LIMIT $3
                """
                : $"""
                SELECT {Columns(withTags: true)}
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
        return await EventsAsync(command);
    }

    /// <summary>
    /// Several connections commit, so a higher ordering can be visible before a lower one. An append
    /// holds an advisory lock from before it takes its orderings until after it is visible. So: read
    /// the highest ordering that was given out, then who holds the lock, and wait for those to end.
    /// No append waits for a reader.
    /// </summary>
    public async Task<long> SettledOrderingAsync()
    {
        await database.ReadyAsync(StorePart.Journal);
        return await database.PatientlyAsync(SettledAsync);
    }

    private async Task<long> SettledAsync()
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var highest = new NpgsqlCommand(
            $"""
            SELECT coalesce(pg_sequence_last_value(
              pg_get_serial_sequence('{database.Names.Journal}', 'ordering')::regclass), 0)
            """,
            connection
        );
        var upTo = Convert.ToInt64(
            await highest.ExecuteScalarAsync(),
            CultureInfo.InvariantCulture
        );
        var inFlight = await AppendsInFlightAsync(connection);
        var since = TimeProvider.System.GetTimestamp();
        while (inFlight.Count > 0)
        {
            await Task.Delay(InFlightPause, TimeProvider.System);
            if (
                TimeProvider.System.GetElapsedTime(since).TotalSeconds
                > PostgresStragglers.LimitSeconds
            )
            {
                await PostgresStragglers.EndAsync(database.Source);
                since = TimeProvider.System.GetTimestamp();
            }

            inFlight.IntersectWith(await AppendsInFlightAsync(connection));
        }
        return upTo;
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
        return await TextsAsync(command);
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
            return await TextsAsync(command);
        });
    }

    private static async Task<HashSet<string>> AppendsInFlightAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT virtualtransaction FROM pg_locks
            WHERE locktype = 'advisory' AND classid = {PostgresNames.LockClass}
              AND objid = {PostgresNames.AppendLock}
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            connection
        );
        return [.. await TextsAsync(command)];
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
            SELECT {Columns(withTags)} FROM {database.Names.Journal} AS j
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

    private string Columns(bool withTags) =>
        "j.persistence_id, j.sequence_number, j.created, j.message, j.manifest, j.identifier, "
        + (database.HasWriterUuid ? "j.writer_uuid" : "NULL::text")
        + ", j.ordering"
        + (
            withTags
                ? $", ARRAY(SELECT a.tag FROM {database.Names.Tags} AS a WHERE a.ordering_id = j.ordering)"
                : ""
        );

    private static StoredEvent Event(NpgsqlDataReader rows, bool withTags) =>
        new()
        {
            PersistenceId = rows.GetString(0),
            SequenceNr = rows.GetInt64(1),
            Created = rows.GetInt64(2),
            Payload = rows.GetFieldValue<byte[]>(3),
            Manifest = rows.IsDBNull(4) ? "" : rows.GetString(4),
            SerializerId = rows.IsDBNull(5) ? null : rows.GetInt32(5),
            WriterUuid = rows.IsDBNull(6) ? null : rows.GetString(6),
            Ordering = rows.GetInt64(7),
            Tags = withTags ? rows.GetFieldValue<string[]>(8) : [],
        };

    private static async Task<List<StoredEvent>> EventsAsync(NpgsqlCommand command)
    {
        var events = new List<StoredEvent>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            events.Add(Event(rows, withTags: true));
        return events;
    }

    private static async Task<List<string>> TextsAsync(NpgsqlCommand command)
    {
        var texts = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            texts.Add(rows.GetString(0));
        return texts;
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
