namespace ActorStream.Operations.Databases;

/// <summary>
/// The columns that Akka.Persistence.Sql's tables have by default, and what to say of others.
/// </summary>
internal static class Tables
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> Names = ["journal", "tags", "snapshot"];

    private static readonly Dictionary<string, string[]> Required = new(StringComparer.Ordinal)
    {
        ["journal"] =
        [
            "ordering",
            "created",
            "deleted",
            "persistence_id",
            "sequence_number",
            "message",
            "manifest",
            "identifier",
        ],
        ["tags"] = ["ordering_id", "tag", "sequence_nr", "persistence_id"],
        ["snapshot"] =
        [
            "persistence_id",
            "sequence_number",
            "created",
            "snapshot",
            "manifest",
            "serializer_id",
        ],
    };

    /// <summary>Refuses a database without the table <c>journal</c>, or with another of that name.</summary>
    public static void RequireJournal(string where, HashSet<string> columns)
    {
        if (columns.Count == 0)
        {
            throw new JournalProblem($"{where} is a database without a table 'journal'.");
        }

        RequireKnown(where, "journal", columns);
    }

    /// <summary>Refuses a table of one of our names that lacks columns. None at all is no table.</summary>
    public static void RequireKnown(string where, string table, HashSet<string> columns)
    {
        var missing = Required[table].Except(columns, StringComparer.OrdinalIgnoreCase).ToList();
        if (columns.Count > 0 && missing.Count > 0)
        {
            throw new JournalProblem(
                $"{where} has a table '{table}' of another kind: "
                    + $"it lacks the columns {string.Join(", ", missing)}."
            );
        }
    }
}
