using Akka.Persistence.Sql.Storage;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>What readers ask.</summary>
internal static class SqliteQueries
{
    public const string HighestSequenceNr = """
        SELECT sequence_number FROM journal WHERE persistence_id = ?1
        ORDER BY sequence_number DESC LIMIT 1
        """;

    public const string HighestOrdering = """
        SELECT ordering FROM journal ORDER BY ordering DESC LIMIT 1
        """;

    private const string HasWriterUuid = """
        SELECT count(*) FROM pragma_table_info('journal') WHERE name = 'writer_uuid'
        """;

    /// <summary>An actor's rows in order.</summary>
    public static List<StoredEvent> Events(
        SqliteHandle db,
        string persistenceId,
        long from,
        long to,
        int limit
    )
    {
        using var rows = db.Prepare(
                $"""
                SELECT {Columns(db)} FROM journal
                WHERE persistence_id = ?1 AND sequence_number BETWEEN ?2 AND ?3 AND deleted = 0
                ORDER BY sequence_number LIMIT ?4
                """
            )
            .Start()
            .Bind(1, persistenceId)
            .Bind(2, from)
            .Bind(3, to)
            .Bind(4, limit);
        var events = new List<StoredEvent>();
        while (rows.Step())
            events.Add(Event(rows, persistenceId));
        return events;
    }

    public static List<StoredEvent> EventsByOrdering(
        SqliteHandle db,
        string? tag,
        long after,
        long upTo,
        int limit
    )
    {
        var sql = tag is null
            ? $"""
                SELECT {Columns(db)} FROM journal
                WHERE ordering > ?1 AND ordering <= ?2 AND deleted = 0
                ORDER BY ordering LIMIT ?3
                """
            // The plus keeps the planner off the index of the tag, which has another order.
            : $"""
                SELECT {Columns(db)} FROM tags CROSS JOIN journal ON ordering = ordering_id
                WHERE +tag = ?4 AND ordering_id > ?1 AND ordering_id <= ?2 AND deleted = 0
                ORDER BY ordering_id LIMIT ?3
                """;
        using var rows = db.Prepare(sql).Start().Bind(1, after).Bind(2, upTo).Bind(3, limit);
        if (tag is not null)
            rows.Bind(4, tag);
        var events = new List<StoredEvent>();
        while (rows.Step())
            events.Add(Event(rows, rows.RepeatedText(7)!));
        return events;
    }

    /// <summary>The events with their tags, which most have none of.</summary>
    public static List<StoredEvent> WithTags(SqliteHandle db, List<StoredEvent> events)
    {
        if (events.Count == 0)
            return events;
        var tags = db.Prepare("SELECT tag FROM tags WHERE ordering_id = ?1");
        for (var i = 0; i < events.Count; i++)
        {
            using var rows = tags.Start().Bind(1, events[i].Ordering);
            List<string>? found = null;
            while (rows.Step())
                (found ??= []).Add(rows.Text(0)!);
            if (found is not null)
                events[i] = events[i].WithTags([.. found]);
        }
        return events;
    }

    public static List<string> PersistenceIds(SqliteHandle db, string after, int limit)
    {
        // One seek for each id, instead of a scan of all rows.
        var next = db.Prepare(
            """
            SELECT persistence_id FROM journal WHERE persistence_id > ?1 AND deleted = 0
            ORDER BY persistence_id LIMIT 1
            """
        );
        var ids = new List<string>();
        while (ids.Count < limit)
        {
            using var rows = next.Start().Bind(1, after);
            if (!rows.Step())
                break;
            after = rows.Text(0)!;
            ids.Add(after);
        }
        return ids;
    }

    public static List<string> PersistenceIdsBetween(SqliteHandle db, long after, long upTo)
    {
        using var rows = db.Prepare(
                """
                SELECT DISTINCT persistence_id FROM journal
                WHERE ordering > ?1 AND ordering <= ?2 AND deleted = 0
                """
            )
            .Start()
            .Bind(1, after)
            .Bind(2, upTo);
        var ids = new List<string>();
        while (rows.Step())
            ids.Add(rows.Text(0)!);
        return ids;
    }

    private static string Columns(SqliteHandle db)
    {
        var writer = db.HasWriterUuid ??= db.QueryText(HasWriterUuid) == "1";
        return writer
            ? "ordering, sequence_number, created, message, manifest, identifier, writer_uuid, journal.persistence_id"
            : "ordering, sequence_number, created, message, manifest, identifier, NULL, journal.persistence_id";
    }

    private static StoredEvent Event(SqliteStatement rows, string persistenceId) =>
        new()
        {
            Ordering = rows.Long(0),
            PersistenceId = persistenceId,
            SequenceNr = rows.Long(1),
            Created = rows.Long(2),
            Payload = rows.Blob(3),
            Manifest = rows.RepeatedText(4) ?? "",
            SerializerId = rows.IsNull(5) ? null : (int)rows.Long(5),
            WriterUuid = rows.RepeatedText(6),
        };
}
