using System.Data;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Erasing;
using ActorStream.Operations.Tests.Fixtures;
using ActorStream.Operations.Verifying;
using Npgsql;

namespace ActorStream.Operations.Tests.Erasing;

/// <summary>Nothing of the text is left in the database's files (I19): they are searched byte by byte.</summary>
public sealed class Erasing_a_conversation : IDisposable
{
    private const string Canary = "canary-of-the-conversation";

    private readonly List<TestStore> _stores = [];

    [Fact]
    public async Task Leaves_nothing_of_its_text_in_an_sqlite_file()
    {
        var store = new SqliteTestStore();
        _stores.Add(store);
        await FillAsync(store);
        SearchedFiles
            .InFolder(store.Folder, Canary)
            .ShouldNotBeEmpty("it has to be there at first");

        await EraseAsync(store);

        SearchedFiles.InFolder(store.Folder, Canary).ShouldBeEmpty();
        await ShouldStandAsErasedAsync(store);
    }

    [Fact]
    public async Task Leaves_nothing_of_its_text_in_the_tables_and_the_log_of_postgres()
    {
        var store = new PostgresTestStore();
        _stores.Add(store);
        await FillAsync(store);
        SearchedFiles.OfDatabase(store.ConnectionString, Canary).ShouldNotBeEmpty();

        await EraseAsync(store);

        SearchedFiles.OfServer(store.ConnectionString, Canary).ShouldBeEmpty();
        await ShouldStandAsErasedAsync(store);
    }

    /// <summary>Such as an automatic ANALYZE: the rewrite of the table would keep what it sees.</summary>
    [Fact]
    public async Task Waits_for_who_still_sees_its_text_in_postgres()
    {
        var store = new PostgresTestStore();
        _stores.Add(store);
        await FillAsync(store);
        await using var other = new NpgsqlConnection(store.ConnectionString);
        await other.OpenAsync();
        var reading = await other.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var before = await CountAsync(other);

        var erasing = EraseAsync(store);
        await using var third = new NpgsqlConnection(store.ConnectionString);
        await third.OpenAsync();
        while (Equals(await CountAsync(third), before)) { }
        erasing.IsCompleted.ShouldBeFalse();
        await reading.DisposeAsync();
        await erasing;

        SearchedFiles.OfDatabase(store.ConnectionString, Canary).ShouldBeEmpty();
    }

    [Fact]
    public async Task Twice_does_it_once()
    {
        var store = new SqliteTestStore();
        _stores.Add(store);
        await FillAsync(store);

        (await EraseAsync(store)).ShouldBe(1);
        (await EraseAsync(store)).ShouldBe(0);
    }

    private static async Task<object?> CountAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM journal", connection);
        return await command.ExecuteScalarAsync();
    }

    public void Dispose() => _stores.ForEach(store => store.Dispose());

    private static async Task FillAsync(TestStore store)
    {
        var rows = Written.Conversation(turns: 40, chunks: 20, text: Canary);
        await Written.WriteAsync(
            store,
            [.. rows, .. Written.Conversation(Rows.B)],
            Written.Snapshot(rows, rows.Count)
        );
    }

    private static async Task<int> EraseAsync(TestStore store)
    {
        await using var maintenance = await store.Target.OpenForMaintenanceAsync();
        var erased = await JournalEraser.EraseAsync(maintenance, [Rows.A], Written.Noon);
        await maintenance.CompactAsync();
        return erased;
    }

    private static async Task ShouldStandAsErasedAsync(TestStore store)
    {
        await using var database = await store.Target.OpenAsync();
        var row = (await database.RowsAsync(Rows.A).ToListAsync()).ShouldHaveSingleItem();
        (row.SequenceNr, row.IsDeleted).ShouldBe((1 + 40 * 22 + 1, true));
        (await database.SnapshotsAsync(null).ToListAsync()).ShouldBeEmpty();
        (await database.RowsAsync(Rows.B).ToListAsync()).Count.ShouldBe(19);
        var summary = await JournalVerifier.VerifyAsync(database, static _ => { });
        summary.Findings.ShouldBe(0);
    }
}
