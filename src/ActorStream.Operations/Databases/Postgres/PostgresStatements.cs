namespace ActorStream.Operations.Databases.Postgres;

/// <summary>Every question that is asked of a PostgreSQL journal. Values are parameters, always.</summary>
internal sealed class PostgresStatements(PostgresNames names, PostgresLayout layout)
{
    public string LastOrdering => $"SELECT coalesce(max(ordering), 0) FROM {names.Journal}";

    public string CountRows => $"SELECT count(*) FROM {names.Journal}";

    /// <summary>The highest ordering that was given out, committed or not.</summary>
    public string LastGiven =>
        $"""
            SELECT coalesce(pg_sequence_last_value(
              pg_get_serial_sequence('{names.Journal}', 'ordering')::regclass),
              (SELECT max(ordering) FROM {names.Journal}), 0)
            """;

    /// <summary>The transactions whose appends are under way.</summary>
    public static string AppendsInFlight =>
        $"""
            SELECT virtualtransaction FROM pg_locks
            WHERE {PostgresLocks.OfThisDatabase} AND objid = {PostgresLocks.Append}
              AND mode = 'ShareLock'
            """;

    public string Conversations(bool ofOne) =>
        $"""
            WITH conversations AS (
              SELECT persistence_id,
                     count(*) FILTER (WHERE manifest LIKE 'turn-started.v%' AND NOT deleted) AS turns,
                     count(*) FILTER (WHERE NOT deleted) AS events,
                     sum(length(message))::bigint AS bytes,
                     max(sequence_number) AS highest,
                     min(ordering) AS first_ordering,
                     max(ordering) AS last_ordering
              FROM {names.Journal}
              {(ofOne ? "WHERE persistence_id = $2" : "")}
              GROUP BY persistence_id
              ORDER BY last_ordering DESC
              LIMIT $1
            )
            SELECT c.persistence_id, turns, events, bytes, highest, last_ordering,
                   coalesce(last.manifest, ''), first.created, last.created
            FROM conversations AS c
            JOIN {names.Journal} AS first ON first.ordering = first_ordering
            JOIN {names.Journal} AS last ON last.ordering = last_ordering
            ORDER BY last_ordering DESC
            """;

    /// <summary>
    /// One seek for each id: the index is in the database's collation, in which a beginning is no range.
    /// </summary>
    public string Find =>
        $"""
            WITH RECURSIVE ids AS (
              (SELECT persistence_id FROM {names.Journal} ORDER BY persistence_id LIMIT 1)
              UNION ALL
              SELECT (SELECT j.persistence_id FROM {names.Journal} AS j
                      WHERE j.persistence_id > ids.persistence_id
                      ORDER BY j.persistence_id LIMIT 1)
              FROM ids WHERE ids.persistence_id IS NOT NULL
            )
            SELECT persistence_id FROM ids
            WHERE starts_with(persistence_id, $1)
            LIMIT $2
            """;

    public string BeforeLast(bool ofOne) =>
        $"""
            SELECT coalesce(min(ordering) - 1, 0) FROM (
              SELECT ordering FROM {names.Journal}
              {(ofOne ? "WHERE persistence_id = $2" : "")}
              ORDER BY ordering DESC
              LIMIT $1
            ) AS latest
            """;

    public string Firsts(bool prompts) =>
        $"""
            SELECT {Columns(withTags: false)}
            FROM unnest($1::text[]) AS asked (id) CROSS JOIN LATERAL (
              SELECT * FROM {names.Journal}
              WHERE persistence_id = asked.id AND NOT deleted
              {(prompts ? "AND manifest LIKE 'turn-started.v%'" : "")}
              ORDER BY sequence_number
              LIMIT 1
            ) AS j
            """;

    public string OfConversation(bool withTags) =>
        $"""
            SELECT {Columns(withTags)} FROM {names.Journal} AS j
            WHERE persistence_id = $1 AND sequence_number BETWEEN $2 AND $3
            ORDER BY sequence_number
            LIMIT $4
            """;

    public string After(bool ofOne) =>
        $"""
            SELECT {Columns(withTags: false)} FROM {names.Journal} AS j
            WHERE ordering > $1 AND ordering <= $2 {(ofOne ? "AND persistence_id = $4" : "")}
            ORDER BY ordering
            LIMIT $3
            """;

    public string Scan(bool withTags) =>
        $"""
            SELECT {Columns(withTags)} FROM {names.Journal} AS j
            ORDER BY persistence_id, sequence_number
            """;

    public string Snapshots(bool ofOne) =>
        $"""
            SELECT persistence_id, sequence_number, created, manifest, snapshot, serializer_id
            FROM {names.Snapshot}
            WHERE (persistence_id, sequence_number) > ($1, $2)
              {(ofOne ? "AND persistence_id = $1" : "")}
            ORDER BY persistence_id, sequence_number
            LIMIT $3
            """;

    public string LeftSnapshots =>
        $"""
            SELECT persistence_id
            FROM (SELECT DISTINCT persistence_id FROM {names.Snapshot}) AS s
            WHERE (SELECT deleted FROM {names.Journal} AS j WHERE j.persistence_id = s.persistence_id
                   ORDER BY sequence_number LIMIT 1)
            LIMIT $1
            """;

    /// <summary>By the row where there is one: its tag then names it wrongly.</summary>
    public string StrayTags(bool ofOne) =>
        $"""
            SELECT DISTINCT coalesce(j.persistence_id, t.persistence_id),
                   coalesce(j.sequence_number, t.sequence_nr)
            {StrayTagsFrom} {(ofOne ? "AND coalesce(j.persistence_id, t.persistence_id) = $2" : "")}
            LIMIT $1
            """;

    public string DeleteStrayTags =>
        $"""
            DELETE FROM {names.Tags} WHERE ctid IN (
              SELECT t.ctid {StrayTagsFrom}
                AND coalesce(j.persistence_id, t.persistence_id) = $1)
            """;

    private string StrayTagsFrom =>
        $"""
            FROM {names.Tags} AS t LEFT JOIN {names.Journal} AS j ON j.ordering = t.ordering_id
            WHERE (j.ordering IS NULL OR j.persistence_id <> t.persistence_id
                   OR j.sequence_number <> t.sequence_nr)
            """;

    public string Manifests =>
        $"""
            SELECT coalesce(manifest, ''), count(*), sum(length(message))::bigint, min(created),
                   max(created)
            FROM {names.Journal} GROUP BY 1 ORDER BY 2 DESC, 1
            """;

    public string Totals =>
        $"""
            SELECT (SELECT count(DISTINCT persistence_id) FROM {names.Journal}),
                   {(layout.HasSnapshots ? $"(SELECT count(*) FROM {names.Snapshot})" : "0::bigint")},
                   {(
                layout.HasSnapshots
                    ? $"(SELECT coalesce(sum(length(snapshot)), 0)::bigint FROM {names.Snapshot})"
                    : "0::bigint"
            )},
                   {(layout.HasTags ? $"(SELECT count(*) FROM {names.Tags})" : "0::bigint")},
                   pg_database_size(current_database())
            """;

    private string Columns(bool withTags) =>
        "j.ordering, j.persistence_id, j.sequence_number, j.created, j.deleted, j.manifest, "
        + "j.message, j.identifier, "
        + (layout.HasWriterUuid ? "j.writer_uuid" : "NULL::text")
        + ", "
        + (
            withTags && layout.HasTags
                ? $"ARRAY(SELECT t.tag FROM {names.Tags} AS t WHERE t.ordering_id = j.ordering "
                    + "ORDER BY t.tag)"
                : "NULL::text[]"
        );
}
