using Microsoft.Data.Sqlite;

namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>Commands with their parameters.</summary>
internal static class SqliteCommands
{
    /// <summary>A command; parameters that its text does not mention are left out.</summary>
    public static SqliteCommand Command(
        this SqliteConnection connection,
        string sql,
        params ReadOnlySpan<(string Name, object? Value)> parameters
    )
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            if (sql.Contains(name, StringComparison.Ordinal))
            {
                command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            }
        }

        return command;
    }
}
