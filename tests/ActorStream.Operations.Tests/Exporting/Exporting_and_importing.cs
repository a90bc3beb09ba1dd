using System.Text;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Exporting;
using ActorStream.Operations.Tests.Fixtures;

namespace ActorStream.Operations.Tests.Exporting;

/// <summary>What is exported comes back to the byte, in either store.</summary>
public sealed class Exporting_and_importing : IDisposable
{
    private readonly List<TestStore> _stores = [];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Gives_the_same_bytes_again(bool fromPostgres, bool toPostgres)
    {
        var source = Store(fromPostgres);
        await source.WriteAsync([
            .. Written.Conversation(Rows.B, tenant: "acme"),
            .. Rows.Conversation(Rows.A, "old"),
            .. Written.Conversation(Rows.C, turns: 0),
        ]);
        var target = Store(toPostgres);

        var first = await ExportAsync(source);
        var summary = await ImportAsync(target, first);
        var second = await ExportAsync(target);

        summary.ShouldBe(new(3, 0, 19 + 4 + 1));
        Encoding.UTF8.GetString(second).ShouldBe(Encoding.UTF8.GetString(first));
        foreach (var id in (string[])[Rows.A, Rows.B, Rows.C])
        {
            var before = await RowsAsync(source, id);
            var after = await RowsAsync(target, id);
            after.Select(row => row.Payload).ShouldBe(before.Select(row => row.Payload));
            after.Select(row => row.CreatedTicks).ShouldBe(before.Select(row => row.CreatedTicks));
        }
    }

    [Fact]
    public async Task Reads_as_lines_of_json_with_the_events_in_them()
    {
        var source = Store(postgres: false);
        await source.WriteAsync([.. Written.Conversation(turns: 1, chunks: 1)]);

        var lines = Encoding.UTF8.GetString(await ExportAsync(source)).Split('\n');

        lines.Length.ShouldBe(7);
        lines[3]
            .ShouldContain(
                """
                "message":{"kind":"text","text":"wörd 🙂 0","turnId":"t1"
                """
            );
        foreach (var line in lines[..^1])
            System.Text.Json.JsonElement.Parse(line);
    }

    [Fact]
    public async Task Refuses_a_conversation_that_exists_and_takes_the_others()
    {
        var source = Store(postgres: false);
        await source.WriteAsync([.. Written.Conversation(Rows.A), .. Written.Conversation(Rows.B)]);
        var target = Store(postgres: false);
        await target.WriteAsync(Rows.Conversation(Rows.A));
        var refused = new List<ImportRefusal>();

        (await ImportAsync(target, await ExportAsync(source), refused)).ShouldBe(new(1, 1, 19));

        refused.ShouldHaveSingleItem().PersistenceId.ShouldBe(Rows.A);
        (await RowsAsync(target, Rows.A)).Count.ShouldBe(4);
        (await RowsAsync(target, Rows.B)).Count.ShouldBe(19);
    }

    [Fact]
    public async Task Takes_a_conversation_whole_or_not_at_all_whichever_byte_is_damaged()
    {
        const int Seed = 99;
        var random = new Random(Seed);
        var source = Store(postgres: false);
        await source.WriteAsync([.. Written.Conversation(Rows.A), .. Written.Conversation(Rows.B)]);
        var whole = await ExportAsync(source);
        for (var round = 0; round < 100; round++)
        {
            var damaged = whole.ToArray();
            var at = random.Next(whole.Length);
            damaged[at] ^= (byte)(1 << random.Next(8));
            await ShouldBeWholeOrNothingAsync(damaged, $"seed {Seed}: byte {at}");
        }
    }

    [Fact]
    public async Task Notices_an_export_that_is_cut_at_any_line()
    {
        var source = Store(postgres: false);
        await source.WriteAsync([.. Written.Conversation(Rows.A), .. Written.Conversation(Rows.B)]);
        var whole = await ExportAsync(source);
        for (var end = Array.IndexOf(whole, (byte)'\n') + 1; end < whole.Length; end++)
        {
            if (whole[end - 1] == '\n')
                await ShouldBeWholeOrNothingAsync(whole[..end], $"{end} bytes");
        }
    }

    public void Dispose() => _stores.ForEach(store => store.Dispose());

    private async Task ShouldBeWholeOrNothingAsync(byte[] export, string because)
    {
        var target = Store(postgres: false);
        ImportSummary? summary = null;
        try
        {
            summary = await ImportAsync(target, export);
        }
        catch (JournalProblem)
        {
            // The first line itself, or a line that now is another.
        }

        (summary is null or { Refused: > 0 }).ShouldBeTrue(because);
        foreach (var id in (string[])[Rows.A, Rows.B])
            (await RowsAsync(target, id)).Count.ShouldBeOneOf([0, 19], because);
    }

    private TestStore Store(bool postgres)
    {
        TestStore store = postgres ? new PostgresTestStore() : new SqliteTestStore();
        _stores.Add(store);
        return store;
    }

    private static async Task<byte[]> ExportAsync(TestStore store)
    {
        await using var database = await store.Target.OpenAsync();
        var ids = new List<string>();
        await foreach (var totals in database.ConversationsAsync(null))
            ids.Add(totals.PersistenceId);
        var output = new MemoryStream();
        await JournalExporter.ExportAsync(database, ids, output);
        return output.ToArray();
    }

    private static async Task<ImportSummary> ImportAsync(
        TestStore store,
        byte[] export,
        List<ImportRefusal>? refused = null
    )
    {
        await using var maintenance = await store.Target.OpenForMaintenanceAsync(create: true);
        return await JournalImporter.ImportAsync(
            maintenance,
            new MemoryStream(export),
            refused is null ? static _ => { } : refused.Add
        );
    }

    private static async Task<List<JournalRow>> RowsAsync(TestStore store, string id)
    {
        await using var database = await store.Target.OpenAsync();
        return await database.RowsAsync(id, withTags: true).ToListAsync();
    }
}
