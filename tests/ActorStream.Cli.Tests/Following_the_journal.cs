using System.Text.Json;

namespace ActorStream.Cli.Tests;

public sealed class Following_the_journal : IDisposable
{
    private const string Chunk =
        """{"turnId":"t3","kind":"text","text":"wer","at":"2026-01-31T12:00:00.000000Z"}""";

    private readonly JournalFixture _journal = new();

    public Following_the_journal() => _journal.WithConversation();

    [Fact]
    public async Task Tail_shows_the_last_events_oldest_first()
    {
        var outcome = await CommandLine.RunAsync(
            "journal",
            "tail",
            "-n",
            "3",
            "--db",
            _journal.Path
        );

        outcome.Lines.Select(SequenceNr).ShouldBe([8, 9, 10]);
    }

    [Fact]
    public async Task Tail_of_one_conversation_leaves_the_others_out()
    {
        _journal.WithConversation(JournalFixture.OtherId);

        var outcome = await CommandLine.RunAsync(
            "journal",
            "tail",
            JournalFixture.Id,
            "--db",
            _journal.Path
        );

        outcome.Lines.Length.ShouldBe(10);
        outcome.Lines.ShouldAllBe(line => line.Contains(JournalFixture.Id));
    }

    [Fact]
    public async Task More_events_than_one_page_holds_are_all_shown()
    {
        _journal.AddMany(JournalFixture.Id, 2500);

        var outcome = await CommandLine.RunAsync(
            "journal",
            "tail",
            "-n",
            "2400",
            "--db",
            _journal.Path
        );

        outcome.Lines.Select(SequenceNr).ShouldBe(Enumerable.Range(111, 2400).Select(n => (long)n));
    }

    [Fact]
    public async Task What_is_written_later_appears_once_and_ctrl_c_ends_it_well()
    {
        using var output = new WaitingLines();
        using var ctrlC = new CancellationTokenSource();
        var context = new CliContext(
            output,
            TextWriter.Null,
            IsTerminal: false,
            Width: 120,
            TimeProvider.System,
            _ => null
        );
        var running = CliApplication.RunAsync(
            ["journal", "tail", "-f", "-n", "1", "--db", _journal.Path],
            context,
            ctrlC.Token
        );

        SequenceNr(await output.NextAsync()).ShouldBe(10);
        _journal.Add(JournalFixture.Id, "chunk.v1", Chunk);
        SequenceNr(await output.NextAsync()).ShouldBe(11);
        _journal
            .Add(JournalFixture.Id, "chunk.v1", Chunk)
            .Add(JournalFixture.OtherId, "chunk.v1", Chunk);
        SequenceNr(await output.NextAsync()).ShouldBe(12);
        SequenceNr(await output.NextAsync()).ShouldBe(1);
        await ctrlC.CancelAsync();

        (await running).ShouldBe(0);
        output.IsEmpty.ShouldBeTrue();
    }

    public void Dispose() => _journal.Dispose();

    private static long SequenceNr(string line) =>
        JsonElement.Parse(line).GetProperty("sequenceNr").GetInt64();
}
