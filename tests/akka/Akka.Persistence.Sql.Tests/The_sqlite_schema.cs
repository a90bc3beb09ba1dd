using Akka.Actor;
using Akka.Persistence.Sql.Tests.Fixtures;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sql.Tests;

/// <summary>What a database looks like that the plug-ins have made: the package's default mapping.</summary>
public sealed class The_sqlite_schema : IAsyncLifetime
{
    private readonly SqliteStore _store = new();

    public async Task InitializeAsync()
    {
        await using var running = RunningSystem.On(_store);
        var recorder = running.Recorder("one");
        await running.StoreAsync(recorder, "first");
        await recorder.Ask<SaveSnapshotSuccess>(new Recorder.Photograph(), RunningSystem.Patience);
    }

    public Task DisposeAsync()
    {
        _store.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void The_journal_has_the_columns_of_the_default_mapping() =>
        Columns("journal")
            .ShouldBe([
                "ordering INTEGER notnull pk",
                "created BigInt notnull",
                "deleted Bit notnull",
                "persistence_id NVarChar(255) notnull",
                "sequence_number BigInt notnull",
                "message VarBinary notnull",
                "manifest NVarChar(500)",
                "identifier INTEGER",
                "writer_uuid NVarChar(128)",
            ]);

    [Fact]
    public void The_tags_have_the_columns_of_the_default_mapping() =>
        Columns("tags")
            .ShouldBe([
                "ordering_id INTEGER notnull pk",
                "tag NVarChar(64) notnull pk",
                "sequence_nr INTEGER notnull",
                "persistence_id NVarChar(255) notnull",
            ]);

    [Fact]
    public void The_snapshots_have_the_columns_of_the_default_mapping() =>
        Columns("snapshot")
            .ShouldBe([
                "persistence_id NVarChar(255) notnull pk",
                "sequence_number BigInt notnull pk",
                "created BigInt notnull",
                "snapshot VarBinary",
                "manifest NVarChar(500)",
                "serializer_id INTEGER",
            ]);

    [Fact]
    public void The_indexes_are_those_of_the_default_mapping() =>
        Query(
                """
                SELECT m.name || '(' || (
                  SELECT group_concat(name, ',') FROM pragma_index_info(m.name)) || ')'
                  || CASE WHEN (SELECT "unique" FROM pragma_index_list(m.tbl_name) l
                                WHERE l.name = m.name) THEN ' unique' ELSE '' END
                FROM sqlite_master m WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1
                """
            )
            .ShouldBe([
                "journal_created_idx(created)",
                "journal_sequence_number_idx(sequence_number)",
                "journal_uq(persistence_id,sequence_number) unique",
                "snapshot_created_idx(created)",
                "snapshot_sequence_number_idx(sequence_number)",
                "tags_persistence_id_sequence_nr_idx(persistence_id,sequence_nr)",
                "tags_tag_idx(tag)",
            ]);

    [Fact]
    public void Orderings_are_never_used_again() =>
        Query("SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE name = 'journal'")
            .ShouldBe(["1"]);

    /// <remarks>
    /// Later versions of the packages' database library call a 64-bit integer INTEGER: it is the same to SQLite.
    /// </remarks>
    private List<string> Columns(string table) =>
        Query(
            $"""
            SELECT name || ' ' || CASE WHEN type = 'INTEGER' AND name IN ('created', 'sequence_number')
              THEN 'BigInt' ELSE type END || CASE WHEN "notnull" THEN ' notnull' ELSE '' END
              || CASE WHEN pk THEN ' pk' ELSE '' END FROM pragma_table_info('{table}')
            """
        );

    private List<string> Query(string sql)
    {
        using var connection = new SqliteConnection(_store.ConnectionString + ";Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
