using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>Rows of the statements in <see cref="SqliteStatements"/>.</summary>
internal static class SqliteRows
{
    public static JournalRow Event(SqliteDataReader reader) =>
        new(
            reader.GetInt64(0),
            reader.GetString(1),
            reader.GetInt64(2),
            reader.GetInt64(3),
            reader.GetBoolean(4),
            reader.IsDBNull(5) ? "" : reader.GetString(5),
            reader.GetFieldValue<byte[]>(6),
            reader.IsDBNull(7) ? null : reader.GetInt32(7),
            reader.IsDBNull(8) ? null : reader.GetString(8)
        )
        {
            Tags = reader.IsDBNull(9)
                ? []
                : JsonSerializer.Deserialize<string[]>(reader.GetString(9))!,
        };

    public static SnapshotRow Snapshot(SqliteDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetInt64(1),
            reader.GetInt64(2),
            reader.IsDBNull(3) ? "" : reader.GetString(3),
            reader.IsDBNull(4) ? [] : reader.GetFieldValue<byte[]>(4),
            reader.IsDBNull(5) ? null : reader.GetInt32(5)
        );
}
