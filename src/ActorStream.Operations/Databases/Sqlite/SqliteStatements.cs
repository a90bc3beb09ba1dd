namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>Every question that is asked of an SQLite journal. Values are parameters, always.</summary>
internal sealed class SqliteStatements(SqliteLayout layout)
{
    public const string LastOrdering = "SELECT COALESCE(MAX(ordering), 0) FROM journal";

    public const string CountRows = "SELECT COUNT(*) FROM journal";

    public const string Conversations = """
        WITH conversations AS (
          SELECT persistence_id,
                 COUNT(*) FILTER (WHERE manifest GLOB 'turn-started.v*' AND deleted = 0) AS turns,
                 COUNT(*) FILTER (WHERE deleted = 0) AS events,
                 SUM(LENGTH(message)) AS bytes,
                 MAX(sequence_number) AS highest,
                 MIN(ordering) AS first_ordering,
                 MAX(ordering) AS last_ordering
          FROM journal
          WHERE $id IS NULL OR persistence_id = $id
          GROUP BY persistence_id
          ORDER BY last_ordering DESC
          LIMIT $limit
        )
        SELECT conversations.persistence_id, turns, events, bytes, highest, last_ordering,
               COALESCE(last.manifest, ''), first.created, last.created
        FROM conversations
        JOIN journal AS first ON first.ordering = first_ordering
        JOIN journal AS last ON last.ordering = last_ordering
        ORDER BY last_ordering DESC
        """;

    public const string Find = """
        SELECT DISTINCT persistence_id FROM journal
        WHERE persistence_id >= $beginning AND persistence_id < $behind
        ORDER BY persistence_id
        LIMIT $limit
        """;

    public const string BeforeLast = """
        SELECT COALESCE(MIN(ordering) - 1, 0) FROM (
          SELECT ordering FROM journal
          WHERE $id IS NULL OR persistence_id = $id
          ORDER BY ordering DESC
          LIMIT $count
        )
        """;

    public const string Manifests = """
        SELECT COALESCE(manifest, ''), COUNT(*), SUM(LENGTH(message)), MIN(created), MAX(created)
        FROM journal GROUP BY 1 ORDER BY 2 DESC, 1
        """;

    public const string CountIds = "SELECT COUNT(DISTINCT persistence_id) FROM journal";

    public const string CountTags = "SELECT COUNT(*) FROM tags";

    public const string CountSnapshots =
        "SELECT COUNT(*), COALESCE(SUM(LENGTH(snapshot)), 0) FROM snapshot";

    public const string Pages = """
        SELECT (SELECT page_size FROM pragma_page_size),
               (SELECT page_count FROM pragma_page_count),
               (SELECT freelist_count FROM pragma_freelist_count)
        """;

    public const string Snapshots = """
        SELECT persistence_id, sequence_number, created, manifest, snapshot, serializer_id
        FROM snapshot
        WHERE (persistence_id, sequence_number) > ($id, $after) AND ($one = 0 OR persistence_id = $id)
        ORDER BY persistence_id, sequence_number
        LIMIT $limit
        """;

    public const string LeftSnapshots = """
        SELECT persistence_id FROM (SELECT DISTINCT persistence_id FROM snapshot) AS s
        WHERE (SELECT deleted FROM journal WHERE persistence_id = s.persistence_id
               ORDER BY sequence_number LIMIT 1) = 1
        LIMIT $limit
        """;

    /// <summary>By the row where there is one: its tag then names it wrongly.</summary>
    public const string StrayTags = """
        SELECT DISTINCT COALESCE(j.persistence_id, t.persistence_id),
               COALESCE(j.sequence_number, t.sequence_nr)
        FROM tags AS t LEFT JOIN journal AS j ON j.ordering = t.ordering_id
        WHERE (j.ordering IS NULL OR j.persistence_id <> t.persistence_id
               OR j.sequence_number <> t.sequence_nr)
          AND ($id IS NULL OR COALESCE(j.persistence_id, t.persistence_id) = $id)
        LIMIT $limit
        """;

    /// <summary>Nothing where the column is not AUTOINCREMENT: then the highest are given again.</summary>
    public const string GivenPlaces = """
        SELECT seq, (SELECT user_version FROM pragma_user_version)
        FROM sqlite_sequence WHERE name = 'journal'
        """;

    public const string HasGivenPlaces =
        "SELECT COUNT(*) FROM sqlite_master WHERE name = 'sqlite_sequence'";

    public const string FreePlaces = """
        SELECT ordering + 1, next - 1
        FROM (
          SELECT ordering, LEAD(ordering, 1, $last + 1) OVER (ORDER BY ordering) AS next
          FROM (SELECT 0 AS ordering
                UNION ALL SELECT ordering FROM journal WHERE ordering BETWEEN 1 AND $last)
        )
        WHERE next > ordering + 1
        ORDER BY ordering
        LIMIT $limit
        """;

    public string First =>
        Columns(withTags: false)
        + """

            WHERE persistence_id = $id AND deleted = 0
              AND ($manifest IS NULL OR manifest GLOB $manifest)
            ORDER BY sequence_number
            LIMIT 1
            """;

    public string OfConversation(bool withTags) =>
        Columns(withTags)
        + """

            WHERE persistence_id = $id AND sequence_number BETWEEN $from AND $to
            ORDER BY sequence_number
            LIMIT $limit
            """;

    public string After(bool ofOne) =>
        Columns(withTags: false)
        + $"""

            WHERE ordering > $ordering{(ofOne ? " AND persistence_id = $id" : "")}
            ORDER BY ordering
            LIMIT $limit
            """;

    public string Scan(bool withTags) =>
        Columns(withTags) + " ORDER BY persistence_id, sequence_number";

    private string Columns(bool withTags) =>
        $"""
            SELECT ordering, persistence_id, sequence_number, created, deleted, manifest, message,
                   identifier, {(layout.HasWriterUuid ? "writer_uuid" : "NULL")},
                   {(
                withTags && layout.HasTags
                    ? "(SELECT json_group_array(tag) FROM tags WHERE ordering_id = ordering)"
                    : "NULL"
            )}
            FROM journal
            """;
}
