using Microsoft.Data.Sqlite;

namespace ActorStream.Server.Tests.Infrastructure;

/// <summary>Damages one row of the server's own database, as a bad disk or a stray update would.</summary>
internal static class StoredRow
{
    /// <summary>The kinds of damage, by name.</summary>
    public static readonly string[] Kinds =
    [
        "first byte",
        "in the text",
        "in the checksum",
        "last byte",
        "cut off",
        "empty",
        "manifest unknown",
        "manifest of another version",
        "manifest of another event",
        "identifier unknown",
        "identifier of another serializer",
        "missing",
    ];

    /// <summary>Damages an event.</summary>
    public static void Damage(string folder, string conversation, long sequenceNr, string kind) =>
        Damage(folder, "journal", "message", "identifier", conversation, sequenceNr, kind);

    /// <summary>Damages the newest snapshot.</summary>
    public static void DamageSnapshot(string folder, string conversation, string kind) =>
        Damage(folder, "snapshot", "snapshot", "serializer_id", conversation, null, kind);

    /// <summary>One value out of the database.</summary>
    public static object? Scalar(string folder, string sql)
    {
        using var connection = Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Damage(
        string folder,
        string table,
        string payload,
        string identifier,
        string conversation,
        long? sequenceNr,
        string kind
    )
    {
        using var connection = Open(folder);
        var where =
            $"WHERE persistence_id = 'conversation-{conversation}' AND sequence_number = "
            + (
                sequenceNr?.ToString()
                ?? $"(SELECT MAX(sequence_number) FROM {table} "
                    + $"WHERE persistence_id = 'conversation-{conversation}')"
            );
        using var read = connection.CreateCommand();
        read.CommandText = $"SELECT {payload}, manifest FROM {table} {where}";
        byte[] bytes;
        string manifest;
        using (var reader = read.ExecuteReader())
        {
            reader.Read().ShouldBeTrue();
            bytes = reader.GetFieldValue<byte[]>(0);
            manifest = reader.GetString(1);
        }

        using var write = connection.CreateCommand();
        write.CommandText =
            kind == "missing"
                ? $"DELETE FROM {table} {where}"
                : $"UPDATE {table} SET {payload} = $bytes, manifest = $manifest, "
                    + $"{identifier} = COALESCE($identifier, {identifier}) {where}";
        write.Parameters.AddWithValue("$bytes", Bytes(bytes, kind));
        write.Parameters.AddWithValue("$manifest", ManifestOf(manifest, kind));
        write.Parameters.AddWithValue(
            "$identifier",
            kind switch
            {
                "identifier unknown" => 7302,
                "identifier of another serializer" => 1,
                _ => DBNull.Value,
            }
        );
        write.ExecuteNonQuery().ShouldBe(1);
    }

    private static byte[] Bytes(byte[] bytes, string kind)
    {
        int? flipped = kind switch
        {
            "first byte" => 0,
            "in the text" => bytes.Length / 3,
            "in the checksum" => bytes.Length - 5,
            "last byte" => bytes.Length - 1,
            _ => null,
        };
        if (flipped is { } at)
            bytes[at] ^= 1;
        return kind switch
        {
            "cut off" => bytes[..(bytes.Length / 2)],
            "empty" => [],
            _ => bytes,
        };
    }

    private static string ManifestOf(string manifest, string kind) =>
        kind switch
        {
            "manifest unknown" => "chumk.v2",
            "manifest of another version" => manifest.Replace(".v2", ".v1"),
            "manifest of another event" => "turn-aborted.v2",
            _ => manifest,
        };

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection(
            $"Data Source={Path.Combine(folder, "journal.db")};Pooling=False"
        );
        connection.Open();
        return connection;
    }
}
