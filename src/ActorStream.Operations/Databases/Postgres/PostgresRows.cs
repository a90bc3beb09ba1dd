using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>Rows of the statements in <see cref="PostgresStatements"/>.</summary>
internal static class PostgresRows
{
    public static JournalRow Event(NpgsqlDataReader rows) =>
        new(
            rows.GetInt64(0),
            rows.GetString(1),
            rows.GetInt64(2),
            rows.GetInt64(3),
            rows.GetBoolean(4),
            rows.IsDBNull(5) ? "" : rows.GetString(5),
            rows.GetFieldValue<byte[]>(6),
            rows.IsDBNull(7) ? null : rows.GetInt32(7),
            rows.IsDBNull(8) ? null : rows.GetString(8)
        )
        {
            Tags = rows.IsDBNull(9) ? [] : rows.GetFieldValue<string[]>(9),
        };

    public static SnapshotRow Snapshot(NpgsqlDataReader rows) =>
        new(
            rows.GetString(0),
            rows.GetInt64(1),
            rows.GetInt64(2),
            rows.IsDBNull(3) ? "" : rows.GetString(3),
            rows.IsDBNull(4) ? [] : rows.GetFieldValue<byte[]>(4),
            rows.IsDBNull(5) ? null : rows.GetInt32(5)
        );

    public static ConversationTotals Totals(NpgsqlDataReader rows) =>
        new(
            rows.GetString(0),
            rows.GetInt64(1),
            rows.GetInt64(2),
            rows.GetInt64(3),
            rows.GetInt64(4),
            rows.GetInt64(5),
            rows.GetString(6),
            rows.GetInt64(7),
            rows.GetInt64(8)
        );
}
