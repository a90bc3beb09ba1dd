namespace Akka.Persistence.Sql.Postgres;

/// <summary>What the statements of an append have in common, for one event and for many.</summary>
internal static class PostgresAppendSql
{
    /// <summary>
    /// A condition of the insert that is always true. It is evaluated once, before the first row gets
    /// its ordering, and has then taken <see cref="PostgresNames.AppendLock"/>.
    /// </summary>
    public static readonly string HasLock =
        "(SELECT pg_advisory_xact_lock_shared("
        + $"{PostgresNames.LockClass}, {PostgresNames.AppendLock})::text) IS NOT NULL";

    public static string Columns(bool withWriter) =>
        "created, deleted, persistence_id, sequence_number, message, manifest, identifier"
        + (withWriter ? ", writer_uuid" : "");

    /// <summary>
    /// Comes after the insert, so it sees what was committed before that, and fails the transaction
    /// (a text is no integer) if there is an event behind those that were inserted. The unique index
    /// finds the others: between them a stale writer stores nothing, even where the events that it
    /// does not know were deleted again and only the highest number is left.
    /// </summary>
    /// <remarks>
    /// A comparison of rows, because only the unique index has both columns: it is one look into that
    /// index for each id, whatever the planner takes the table for. With an equality and LIMIT it was at
    /// times, after statistics of few ids or of no rows, a walk along the index of numbers alone.
    /// </remarks>
    public static string CheckAll(PostgresNames names) =>
        $"""
            SELECT ('a later event is stored of ' || a.id)::integer
            FROM (SELECT unnest($1) AS id, unnest($2) AS last) AS a
            CROSS JOIN LATERAL (
              SELECT FROM {names.Journal} AS j
              WHERE (j.persistence_id, j.sequence_number) > (a.id, a.last)
                AND j.persistence_id <= a.id
              LIMIT 1
            ) AS newer
            """;

    /// <summary>The same for the events of one id.</summary>
    public static string CheckOne(PostgresNames names) =>
        $"""
            SELECT ('a later event is stored of ' || persistence_id)::integer FROM {names.Journal}
            WHERE (persistence_id, sequence_number) > ($1, $2) AND persistence_id <= $1
            LIMIT 1
            """;
}
