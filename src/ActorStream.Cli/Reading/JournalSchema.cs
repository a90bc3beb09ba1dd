using Microsoft.Data.Sqlite;

namespace ActorStream.Cli.Reading;

/// <summary>What the table <c>journal</c> must look like to be one of ours.</summary>
internal static class JournalSchema
{
    private static readonly string[] Columns =
    [
        "ordering",
        "created",
        "deleted",
        "persistence_id",
        "sequence_number",
        "message",
        "manifest",
    ];

    /// <summary>Refuses a database that does not hold a journal.</summary>
    public static void Check(SqliteConnection connection, string path)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info('journal')";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        if (found.Count == 0)
        {
            throw new JournalProblem($"{path} is a database without a table 'journal'.", 1);
        }

        var missing = Columns.Except(found, StringComparer.OrdinalIgnoreCase).ToList();
        if (missing.Count > 0)
        {
            throw new JournalProblem(
                $"{path} has a table 'journal' of another kind: "
                    + $"it lacks the columns {string.Join(", ", missing)}.",
                1
            );
        }
    }
}
