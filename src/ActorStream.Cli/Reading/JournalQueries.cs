using ActorStream.Journal;

namespace ActorStream.Cli.Reading;

/// <summary>Every statement that is ever sent to the database. Values are parameters, always.</summary>
internal static class JournalQueries
{
    /// <summary>What stands before a conversation's id in <c>persistence_id</c>.</summary>
    public const string Prefix = "conversation-";

    /// <summary>Every version of the manifest, for GLOB.</summary>
    public const string TurnStarted = "turn-started.v*";

    public const string LastOrdering = "SELECT COALESCE(MAX(ordering), 0) FROM journal";

    public const string List = """
        WITH conversations AS (
          SELECT persistence_id,
                 COUNT(*) FILTER (WHERE manifest GLOB $started AND deleted = 0) AS turns,
                 COUNT(*) FILTER (WHERE deleted = 0) AS events,
                 MIN(ordering) AS first_ordering,
                 MAX(ordering) AS last_ordering
          FROM journal
          WHERE persistence_id GLOB $prefix
          GROUP BY persistence_id
        )
        SELECT conversations.persistence_id, turns, events, COALESCE(last.manifest, ''),
               first.created, last.created
        FROM conversations
        JOIN journal AS first ON first.ordering = first_ordering
        JOIN journal AS last ON last.ordering = last_ordering
        ORDER BY last_ordering DESC
        LIMIT $limit
        """;

    public const string Find = """
        SELECT DISTINCT persistence_id FROM journal
        WHERE persistence_id >= $beginning AND persistence_id < $behind
        ORDER BY persistence_id
        LIMIT $limit
        """;

    public const string First =
        Columns
        + """

            WHERE persistence_id = $id AND ($manifest IS NULL OR manifest GLOB $manifest)
            ORDER BY sequence_number
            LIMIT 1
            """;

    public const string OfConversation =
        Columns
        + """

            WHERE persistence_id = $id AND sequence_number BETWEEN $from AND $to
            ORDER BY sequence_number
            """;

    public const string After =
        Columns
        + """

            WHERE ordering > $ordering AND ($id IS NULL OR persistence_id = $id)
            ORDER BY ordering
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

    private const string Columns = """
        SELECT ordering, persistence_id, sequence_number, created, deleted, manifest, message
        FROM journal
        """;

    /// <summary>How a conversation stands whose last event is this.</summary>
    public static ConversationStanding StandingAfter(string manifest) =>
        Manifests.KindOf(manifest) switch
        {
            "turn-started" or "chunk" => ConversationStanding.Running,
            "conversation-deleted" => ConversationStanding.Deleted,
            _ => ConversationStanding.Idle,
        };
}
