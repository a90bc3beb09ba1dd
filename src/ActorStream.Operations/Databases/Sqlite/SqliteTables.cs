using Microsoft.Data.Sqlite;

namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>What a database has beyond what it must have.</summary>
/// <param name="HasWriterUuid">The column <c>journal.writer_uuid</c>.</param>
/// <param name="HasTags">The table <c>tags</c>.</param>
/// <param name="HasSnapshots">The table <c>snapshot</c>.</param>
internal sealed record SqliteLayout(bool HasWriterUuid, bool HasTags, bool HasSnapshots);

/// <summary>The tables of Akka.Persistence.Sql's default mapping.</summary>
internal static class SqliteTables
{
    /// <summary>Exactly what the plug-in makes, so that it finds its own.</summary>
    public const string Create = """
        CREATE TABLE IF NOT EXISTS journal (
          ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
          created BigInt NOT NULL,
          deleted Bit NOT NULL,
          persistence_id NVarChar(255) NOT NULL,
          sequence_number BigInt NOT NULL,
          message VarBinary NOT NULL,
          manifest NVarChar(500) NULL,
          identifier INTEGER NULL,
          writer_uuid NVarChar(128) NULL
        );
        CREATE UNIQUE INDEX IF NOT EXISTS journal_uq
          ON journal (persistence_id, sequence_number);
        CREATE INDEX IF NOT EXISTS journal_created_idx ON journal (created);
        CREATE INDEX IF NOT EXISTS journal_sequence_number_idx ON journal (sequence_number);
        CREATE TABLE IF NOT EXISTS tags (
          ordering_id INTEGER NOT NULL,
          tag NVarChar(64) NOT NULL,
          sequence_nr INTEGER NOT NULL,
          persistence_id NVarChar(255) NOT NULL,
          PRIMARY KEY (ordering_id, tag)
        );
        CREATE INDEX IF NOT EXISTS tags_persistence_id_sequence_nr_idx
          ON tags (persistence_id, sequence_nr);
        CREATE INDEX IF NOT EXISTS tags_tag_idx ON tags (tag);
        CREATE TABLE IF NOT EXISTS snapshot (
          persistence_id NVarChar(255) NOT NULL,
          sequence_number BigInt NOT NULL,
          created BigInt NOT NULL,
          snapshot VarBinary NULL,
          manifest NVarChar(500) NULL,
          serializer_id INTEGER NULL,
          PRIMARY KEY (persistence_id, sequence_number)
        );
        CREATE INDEX IF NOT EXISTS snapshot_sequence_number_idx ON snapshot (sequence_number);
        CREATE INDEX IF NOT EXISTS snapshot_created_idx ON snapshot (created);
        """;

    /// <summary>Refuses a database that does not hold a journal.</summary>
    public static SqliteLayout Check(SqliteConnection connection, string path)
    {
        try
        {
            var journal = Columns(connection, "journal");
            Tables.RequireJournal(path, journal);
            var tags = Columns(connection, "tags");
            var snapshot = Columns(connection, "snapshot");
            Tables.RequireKnown(path, "tags", tags);
            Tables.RequireKnown(path, "snapshot", snapshot);
            return new SqliteLayout(
                journal.Contains("writer_uuid"),
                tags.Count > 0,
                snapshot.Count > 0
            );
        }
        catch (SqliteException error)
        {
            throw SqliteConnections.Problem(path, error);
        }
    }

    /// <summary>Whether nothing is in the way of making the tables.</summary>
    public static void RequireRoom(SqliteConnection connection, string path)
    {
        foreach (var table in Tables.Names)
        {
            Tables.RequireKnown(path, table, Columns(connection, table));
        }
    }

    private static HashSet<string> Columns(SqliteConnection connection, string table)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info($table)";
        command.Parameters.AddWithValue("$table", table);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
