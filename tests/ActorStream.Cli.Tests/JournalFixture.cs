using System.Text;
using Microsoft.Data.Sqlite;

namespace ActorStream.Cli.Tests;

/// <summary>
/// A journal in a real SQLite file, made with plain SQL in the documented schema and left open, as a
/// running server leaves it: in WAL mode, with rows that no checkpoint has moved yet.
/// </summary>
internal sealed class JournalFixture : IDisposable
{
    public const string Id = "0123456789abcdefghjkmnpqrs";
    public const string OtherId = "0199999999999999999999999z";

    private readonly string _folder = System
        .IO.Directory.CreateTempSubdirectory("actorstream-cli-")
        .FullName;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, long> _lastSequenceNr = new(StringComparer.Ordinal);

    public JournalFixture()
    {
        Path = System.IO.Path.Combine(_folder, "journal.db");
        _connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        _connection.Open();
        Execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA wal_autocheckpoint = 0;
            CREATE TABLE journal (
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
            CREATE UNIQUE INDEX journal_uq ON journal (persistence_id, sequence_number);
            """
        );
    }

    public string Path { get; }

    public string Folder => _folder;

    /// <summary>A conversation with a whole turn, a stopped one and an open one.</summary>
    public JournalFixture WithConversation(string id = Id)
    {
        Add(
            id,
            "conversation-started.v1",
            """{"incarnation":"9f3c21ab","title":null,"at":"2026-01-31T12:00:00.000000Z"}"""
        );
        Add(
            id,
            "turn-started.v1",
            """{"turnId":"t1","prompt":"What is an actor?","provider":"demo","model":"small","options":null,"idempotency":null,"at":"2026-01-31T12:00:01.000000Z"}"""
        );
        Add(
            id,
            "chunk.v1",
            """{"turnId":"t1","kind":"reasoning","text":"Hm.","at":"2026-01-31T12:00:02.000000Z"}"""
        );
        Add(
            id,
            "chunk.v1",
            """{"turnId":"t1","kind":"text","text":"A thing that ","at":"2026-01-31T12:00:03.000000Z"}"""
        );
        Add(
            id,
            "chunk.v1",
            """{"turnId":"t1","kind":"text","text":"gets messages.","at":"2026-01-31T12:00:04.000000Z"}"""
        );
        Add(
            id,
            "turn-completed.v1",
            """{"turnId":"t1","finishReason":"stop","usage":{"inputTokens":4,"outputTokens":7},"at":"2026-01-31T12:00:05.000000Z"}"""
        );
        Add(
            id,
            "turn-started.v1",
            """{"turnId":"t2","prompt":"More","provider":"demo","model":null,"options":null,"idempotency":null,"at":"2026-01-31T12:00:06.000000Z"}"""
        );
        Add(
            id,
            "turn-aborted.v1",
            """{"turnId":"t2","reason":"user","at":"2026-01-31T12:00:07.000000Z"}"""
        );
        Add(
            id,
            "turn-started.v1",
            """{"turnId":"t3","prompt":"Again","provider":"demo","model":null,"options":null,"idempotency":null,"at":"2026-01-31T12:00:08.000000Z"}"""
        );
        return Add(
            id,
            "chunk.v1",
            """{"turnId":"t3","kind":"text","text":"Half an ans","at":"2026-01-31T12:00:09.000000Z"}"""
        );
    }

    public JournalFixture Add(string id, string manifest, string json, bool deleted = false) =>
        Add(id, manifest, Encoding.UTF8.GetBytes(json), deleted);

    public JournalFixture Add(string id, string manifest, byte[] message, bool deleted = false)
    {
        var sequenceNr = _lastSequenceNr.GetValueOrDefault(id) + 1;
        _lastSequenceNr[id] = sequenceNr;
        using var command = _connection.CreateCommand();
        command.CommandText = """
            INSERT INTO journal
              (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            VALUES ($created, $deleted, $id, $number, $message, $manifest, 7301,
              '0f8fad5bd9cb469fa16570867728950e')
            """;
        var created = new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc).AddSeconds(sequenceNr);
        command.Parameters.AddWithValue("$created", created.Ticks);
        command.Parameters.AddWithValue("$deleted", deleted);
        command.Parameters.AddWithValue("$id", "conversation-" + id);
        command.Parameters.AddWithValue("$number", sequenceNr);
        command.Parameters.AddWithValue("$message", message);
        command.Parameters.AddWithValue("$manifest", manifest);
        command.ExecuteNonQuery();
        return this;
    }

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Adds many chunks at once.</summary>
    public void AddMany(string id, int count)
    {
        using var transaction = _connection.BeginTransaction();
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count)
            INSERT INTO journal
              (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
            SELECT 638000000000000000 + i, 0, $id, $from + i, $message, 'chunk.v1', 7301 FROM n
            """;
        command.Parameters.AddWithValue("$count", count);
        command.Parameters.AddWithValue("$id", "conversation-" + id);
        command.Parameters.AddWithValue("$from", _lastSequenceNr.GetValueOrDefault(id));
        command.Parameters.AddWithValue(
            "$message",
            Encoding.UTF8.GetBytes(
                """{"turnId":"t3","kind":"text","text":"x","at":"2026-01-31T12:00:09.000000Z"}"""
            )
        );
        command.ExecuteNonQuery();
        transaction.Commit();
        _lastSequenceNr[id] = _lastSequenceNr.GetValueOrDefault(id) + count;
    }

    /// <summary>Closes the writer; SQLite then moves the log into the file and removes it.</summary>
    public void CloseWriter() => _connection.Dispose();

    public void Dispose()
    {
        _connection.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}
