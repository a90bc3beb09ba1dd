using System.Text.Json;
using ActorStream.Cli.Commands;

namespace ActorStream.Cli.Tests;

/// <summary>The filters of <c>journal ls</c>.</summary>
public sealed class Finding_conversations : IDisposable
{
    private const string Erased = "zzzzzzzzzzzzzzzzzzzzzzzzzz";

    private readonly JournalFixture _journal = new();

    public Finding_conversations() =>
        // Rows are written at noon plus their number in seconds.
        _journal
            .WithConversation()
            .Add(
                JournalFixture.OtherId,
                "conversation-started.v1",
                """{"incarnation":"00000000","title":"Invoices","tenant":"acme","at":"2026-01-31T12:00:00.000000Z"}"""
            )
            .Add(
                Erased,
                "conversation-deleted.v1",
                """{"at":"2026-01-31T12:00:00.000000Z"}""",
                deleted: true
            );

    [Theory]
    [InlineData("", $"{Erased} {JournalFixture.OtherId} {JournalFixture.Id}")]
    [InlineData("--state running", JournalFixture.Id)]
    [InlineData("--state idle", JournalFixture.OtherId)]
    [InlineData("--state deleted", Erased)]
    [InlineData("--tenant acme", JournalFixture.OtherId)]
    [InlineData("--tenant nobody", "")]
    [InlineData("--search INVOICE", JournalFixture.OtherId)]
    [InlineData("--search what.is.an", "")]
    [InlineData("--search actor?", JournalFixture.Id)]
    [InlineData("--min-events 2", JournalFixture.Id)]
    [InlineData("--max-events 1", $"{Erased} {JournalFixture.OtherId}")]
    [InlineData("--min-size 1k", JournalFixture.Id)]
    [InlineData("--max-size 90", Erased)]
    [InlineData("--older-than 2026-01-31T12:00:10Z", $"{Erased} {JournalFixture.OtherId}")]
    [InlineData("--newer-than 2026-01-31T12:00:10Z", JournalFixture.Id)]
    [InlineData("--newer-than 1d", "")]
    [InlineData("--older-than 1s", $"{Erased} {JournalFixture.OtherId} {JournalFixture.Id}")]
    [InlineData("--state idle --tenant acme --min-events 2", "")]
    public async Task By_how_they_are(string options, string expected)
    {
        (await IdsAsync(options)).ShouldBe(expected);
    }

    [Fact]
    public async Task By_a_text_that_is_cut_into_chunks_only_when_all_text_is_searched()
    {
        _journal.Add(JournalFixture.Id, "chunk.v1", Chunk("ende Übel"));
        _journal.Add(JournalFixture.Id, "chunk.v1", Chunk("keit"));

        (await IdsAsync("--search übelkeit")).ShouldBe("");
        (await IdsAsync("--search übelkeit --deep")).ShouldBe(JournalFixture.Id);
        (await IdsAsync("--search keitende --deep")).ShouldBe("");
    }

    [Fact]
    public async Task More_than_a_page_of_them()
    {
        var ids = Enumerable.Range(0, 450).Select(i => $"00{i:000}00000000000000000000z").ToList();
        foreach (var id in ids)
        {
            _journal.Add(
                id,
                "conversation-started.v1",
                """{"incarnation":"00000000","title":"many","at":"2026-01-31T12:00:00.000000Z"}"""
            );
        }

        var found = await IdsAsync("--search many -n 430");

        found.Split(' ').ShouldBe(ids.AsEnumerable().Reverse().Take(430));
    }

    [Theory]
    [InlineData("--older-than yesterday")]
    [InlineData("--min-size 3X")]
    [InlineData("--max-size 99999999999G")]
    [InlineData("--state sleeping")]
    [InlineData("--limit 0")]
    [InlineData("--limit -3")]
    [InlineData("--min-events -1")]
    public async Task With_an_option_that_makes_no_sense_is_refused(string options)
    {
        var outcome = await CommandLine.RunAsync(["journal", "ls", .. options.Split(' ')]);

        outcome.ExitCode.ShouldBe(2);
        outcome.Error.ShouldNotBeEmpty();
        outcome.Out.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--postgres Host=x --server http://127.0.0.1:1")]
    [InlineData("--db x.db --server http://127.0.0.1:1")]
    [InlineData("--db x.db --postgres Host=x")]
    public async Task In_two_journals_at_once_is_refused(string options)
    {
        var outcome = await CommandLine.RunAsync(["journal", "ls", .. options.Split(' ')]);

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain("Only one of --db, --postgres and --server");
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("20k", 20_000)]
    [InlineData("3M", 3_000_000)]
    [InlineData("1G", 1_000_000_000)]
    public void Sizes_have_units(string text, long bytes)
    {
        FilterOptions.TryParseSize(text, out var size).ShouldBeTrue();
        size.ShouldBe(bytes);
    }

    [Fact]
    public async Task Tenants_and_sizes_stand_in_the_table()
    {
        var outcome = await CommandLine.RunOnTerminalAsync("journal", "ls", "--db", _journal.Path);

        outcome.Out.ShouldContain("Tenant");
        outcome.Out.ShouldContain("acme");
        outcome.Out.ShouldContain("1.0 kB");
    }

    public void Dispose() => _journal.Dispose();

    private static string Chunk(string text) =>
        $$"""{"turnId":"t3","kind":"text","text":"{{text}}","at":"2026-01-31T12:00:09.000000Z"}""";

    private async Task<string> IdsAsync(string options)
    {
        var outcome = await CommandLine.RunAsync([
            "journal",
            "ls",
            "--db",
            _journal.Path,
            .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ]);
        outcome.ExitCode.ShouldBe(0, outcome.Error);
        return string.Join(
            ' ',
            outcome.Lines.Select(line =>
                JsonElement.Parse(line).GetProperty("conversationId").GetString()
            )
        );
    }
}
