using Akka.Persistence.Sql.Storage;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>The tables and indexes of the package's default mapping.</summary>
internal static class SqliteSchema
{
    private const string Tags = """
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
        """;

    private const string Snapshot = """
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

    private static readonly string[] JournalColumns =
    [
        "ordering",
        "created",
        "deleted",
        "persistence_id",
        "sequence_number",
        "message",
        "manifest",
        "identifier",
    ];
    private static readonly string[] OptionalJournalColumns = ["writer_uuid", "tags"];
    private static readonly string[] TagsColumns =
    [
        "ordering_id",
        "tag",
        "sequence_nr",
        "persistence_id",
    ];
    private static readonly string[] SnapshotColumns =
    [
        "persistence_id",
        "sequence_number",
        "created",
        "snapshot",
        "manifest",
        "serializer_id",
    ];

    /// <summary>
    /// Looks before it touches anything: a table of the right name that is somebody else's, even one
    /// that this plug-in has no need of, is an error, and nothing was written.
    /// </summary>
    public static void Verify(SqliteHandle db, StorePart part, bool autoInitialize, string where)
    {
        var needsJournal = part == StorePart.Journal && !autoInitialize;
        var needsSnapshot = part == StorePart.Snapshot && !autoInitialize;
        Verify(db, "journal", JournalColumns, OptionalJournalColumns, needsJournal, where);
        Verify(db, "tags", TagsColumns, [], needsJournal, where);
        Verify(db, "snapshot", SnapshotColumns, [], needsSnapshot, where);
    }

    public static void Create(SqliteHandle db, StorePart part, bool useWriterUuid)
    {
        db.Execute("BEGIN IMMEDIATE");
        try
        {
            db.Execute(part == StorePart.Journal ? Journal(useWriterUuid) + Tags : Snapshot);
            db.Execute("COMMIT");
        }
        catch
        {
            if (db.InTransaction)
                db.Execute("ROLLBACK");
            throw;
        }
    }

    public static List<string> Columns(SqliteHandle db, string table)
    {
        var columns = new List<string>();
        using var rows = db.Prepare("SELECT name FROM pragma_table_info(?)").Start().Bind(1, table);
        while (rows.Step())
            columns.Add(rows.Text(0)!);
        return columns;
    }

    private static string Journal(bool useWriterUuid) =>
        $"""
            CREATE TABLE IF NOT EXISTS journal (
              ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
              created BigInt NOT NULL,
              deleted Bit NOT NULL,
              persistence_id NVarChar(255) NOT NULL,
              sequence_number BigInt NOT NULL,
              message VarBinary NOT NULL,
              manifest NVarChar(500) NULL,
              identifier INTEGER NULL{(useWriterUuid ? ",\n  writer_uuid NVarChar(128) NULL" : "")}
            );
            CREATE UNIQUE INDEX IF NOT EXISTS journal_uq
              ON journal (persistence_id, sequence_number);
            CREATE INDEX IF NOT EXISTS journal_created_idx ON journal (created);
            CREATE INDEX IF NOT EXISTS journal_sequence_number_idx ON journal (sequence_number);

            """;

    private static void Verify(
        SqliteHandle db,
        string table,
        string[] required,
        string[] optional,
        bool mustExist,
        string where
    )
    {
        var found = Columns(db, table);
        if (found.Count == 0)
        {
            if (!mustExist)
                return;
            throw new InvalidOperationException(
                $"{where} has no table '{table}', and auto-initialize is off."
            );
        }
        var missing = required.Except(found, StringComparer.OrdinalIgnoreCase).ToList();
        var unknown = found
            .Except(required, StringComparer.OrdinalIgnoreCase)
            .Except(optional, StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (missing.Count == 0 && unknown.Count == 0)
            return;
        throw new InvalidOperationException(
            $"The table '{table}' in {where} has another layout, nothing was written to it."
                + (missing.Count > 0 ? $" Missing: {string.Join(", ", missing)}." : "")
                + (unknown.Count > 0 ? $" Unknown: {string.Join(", ", unknown)}." : "")
        );
    }
}
