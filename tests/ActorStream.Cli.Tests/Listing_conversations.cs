using System.Text.Json;

namespace ActorStream.Cli.Tests;

public sealed class Listing_conversations : IDisposable
{
    private readonly JournalFixture _journal = new();

    [Fact]
    public async Task Each_is_a_line_of_json_with_the_latest_first()
    {
        _journal
            .WithConversation()
            .Add(
                JournalFixture.OtherId,
                "conversation-started.v1",
                """{"incarnation":"00000000","title":"Named","at":"2026-01-31T12:00:00.000000Z"}"""
            );

        var outcome = await CommandLine.RunAsync("journal", "ls", "--db", _journal.Path);

        outcome.ExitCode.ShouldBe(0, outcome.Error);
        outcome.Lines.ShouldBe([
            $$"""{"conversationId":"{{JournalFixture.OtherId}}","title":"Named","turns":0,"events":1,"state":"idle","createdAt":"2026-01-31T12:00:01.000000Z","updatedAt":"2026-01-31T12:00:01.000000Z","tenant":null,"payloadBytes":77}""",
            $$"""{"conversationId":"{{JournalFixture.Id}}","title":"What is an actor?","turns":3,"events":10,"state":"running","createdAt":"2026-01-31T12:00:01.000000Z","updatedAt":"2026-01-31T12:00:10.000000Z","tenant":null,"payloadBytes":1007}""",
        ]);
    }

    [Fact]
    public async Task On_a_terminal_they_are_a_table()
    {
        _journal.WithConversation();

        var outcome = await CommandLine.RunOnTerminalAsync("journal", "ls", "--db", _journal.Path);

        outcome.Out.ShouldContain("Conversation");
        outcome.Out.ShouldContain(JournalFixture.Id);
        outcome.Out.ShouldContain("What is an actor?");
        outcome.Out.ShouldContain("running");
        outcome.Out.ShouldNotContain("{");
    }

    [Fact]
    public async Task None_is_a_sentence_for_people_and_an_empty_list_for_programs()
    {
        _journal.WithConversation();
        string[] command = ["journal", "ls", "--tenant", "nobody", "--db", _journal.Path];

        (await CommandLine.RunOnTerminalAsync(command)).Out.ShouldBe(
            "There is no such conversation.\n"
        );
        (await CommandLine.RunAsync(command)).Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deleted_one_is_listed_as_deleted()
    {
        _journal.Add(
            JournalFixture.Id,
            "conversation-deleted.v1",
            """{"at":"2026-01-31T12:00:00.000000Z"}""",
            deleted: true
        );

        var outcome = await CommandLine.RunAsync("journal", "ls", "--db", _journal.Path);

        var line = JsonElement.Parse(outcome.Lines.Single());
        line.GetProperty("state").GetString().ShouldBe("deleted");
        line.GetProperty("events").GetInt32().ShouldBe(0);
        line.GetProperty("title").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_limit_keeps_the_latest()
    {
        _journal.WithConversation().WithConversation(JournalFixture.OtherId);

        var outcome = await CommandLine.RunAsync("journal", "ls", "-n", "1", "--db", _journal.Path);

        outcome.Lines.Single().ShouldContain(JournalFixture.OtherId);
    }

    [Fact]
    public async Task The_database_is_found_where_the_server_keeps_it()
    {
        _journal.WithConversation();

        var outcome = await CommandLine.RunAsync(
            isTerminal: false,
            ["journal", "ls"],
            name => name == "ACTORSTREAM_DATA" ? _journal.Folder : null
        );

        outcome.Lines.Length.ShouldBe(1, outcome.Error);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(200)]
    public async Task On_any_terminal_each_conversation_is_one_line_that_fits(int width)
    {
        _journal.Add(
            JournalFixture.Id,
            "conversation-started.v1",
            """{"incarnation":"9f3c21ab","title":"A title 😀 of many words, 漢字 and more than a line","tenant":"acme","at":"2026-01-31T12:00:00.000000Z"}"""
        );

        var outcome = await CommandLine.RunAsync(
            isTerminal: true,
            ["journal", "ls", "--db", _journal.Path],
            width: width
        );

        var lines = outcome.Lines.Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        lines.Count.ShouldBe(3);
        lines.ShouldAllBe(line => line.Length <= width);
        lines[2].ShouldContain(JournalFixture.Id);
        lines[2].ShouldContain("idle");
        lines[2].ShouldContain("01-31 12:00");
        if (width >= 80)
            lines[2].ShouldContain("A title 😀");
    }

    public void Dispose() => _journal.Dispose();
}
