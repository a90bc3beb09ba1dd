using System.Text.Json;

namespace ActorStream.Cli.Tests;

public sealed class Showing_a_conversation : IDisposable
{
    private readonly JournalFixture _journal = new();

    public Showing_a_conversation() => _journal.WithConversation();

    [Fact]
    public async Task The_transcript_joins_adjacent_chunks_and_says_how_each_turn_ended()
    {
        var outcome = await ShowAsync("--text", JournalFixture.Id);

        outcome.ExitCode.ShouldBe(0, outcome.Error);
        outcome.Out.ShouldContain("> What is an actor?");
        outcome.Out.ShouldContain("[reasoning] Hm.");
        outcome.Out.ShouldContain("A thing that gets messages.");
        outcome.Out.ShouldContain("── completed");
        outcome.Out.ShouldContain("── aborted (user)");
        outcome.Out.ShouldContain("Half an ans");
        outcome.Out.ShouldContain("── running");
    }

    [Fact]
    public async Task The_transcript_as_json_has_the_wires_members()
    {
        var outcome = await ShowAsync(JournalFixture.Id);

        var turns = JsonElement.Parse(outcome.Lines.Single()).GetProperty("turns");
        turns
            .EnumerateArray()
            .Select(turn => turn.GetProperty("status").GetString())
            .ShouldBe(["completed", "aborted", "running"]);
        var parts = turns[0].GetProperty("parts");
        parts.GetArrayLength().ShouldBe(2);
        parts[1].GetProperty("text").GetString().ShouldBe("A thing that gets messages.");
        turns[1].GetProperty("reason").GetString().ShouldBe("user");
    }

    [Fact]
    public async Task Events_are_listed_one_a_line_with_their_payload()
    {
        var outcome = await ShowAsync("--events", JournalFixture.Id);

        outcome.Lines.Length.ShouldBe(10);
        var chunk = JsonElement.Parse(outcome.Lines[3]);
        chunk.GetProperty("ordering").GetInt64().ShouldBe(4);
        chunk.GetProperty("sequenceNr").GetInt64().ShouldBe(4);
        chunk.GetProperty("manifest").GetString().ShouldBe("chunk.v1");
        chunk.GetProperty("event").GetProperty("text").GetString().ShouldBe("A thing that ");
    }

    [Fact]
    public async Task Events_as_text_show_name_turn_and_gist()
    {
        var outcome = await ShowAsync("--events", "--text", JournalFixture.Id);

        outcome
            .Lines[1]
            .ShouldBe(
                "      2  12:00:02.000  turn-started.v1          t1    demo: What is an actor?"
            );
        outcome.Lines[5].ShouldContain("stop, 4 + 7 tokens");
    }

    [Fact]
    public async Task A_range_may_begin_in_mid_turn()
    {
        var outcome = await ShowAsync("--from", "5", "--to", "7", JournalFixture.Id);

        var turns = JsonElement.Parse(outcome.Lines.Single()).GetProperty("turns");
        turns.GetArrayLength().ShouldBe(2);
        turns[0].GetProperty("turnId").GetString().ShouldBe("t1");
        turns[0].GetProperty("parts")[0].GetProperty("text").GetString().ShouldBe("gets messages.");
        turns[1].GetProperty("status").GetString().ShouldBe("running");
    }

    [Fact]
    public async Task A_turn_that_the_range_cuts_off_is_not_called_running()
    {
        var cut = await ShowAsync("--text", "--to", "4", JournalFixture.Id);
        var open = await ShowAsync("--text", "--from", "9", JournalFixture.Id);

        cut.Out.ShouldContain("── to be continued, beyond --to");
        cut.Out.ShouldNotContain("running");
        open.Out.ShouldContain("── running");
    }

    [Theory]
    [InlineData("--from 5 --to 3")]
    [InlineData("--from 0")]
    [InlineData("--to 0")]
    [InlineData("--from -7 --to 3")]
    public async Task A_range_that_makes_no_sense_is_refused(string range)
    {
        var outcome = await ShowAsync([.. range.Split(' '), JournalFixture.Id]);

        outcome.ExitCode.ShouldBe(2);
        outcome.Error.ShouldContain("--from must be at least 1");
        outcome.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_range_beyond_the_end_says_that_nothing_is_there() =>
        (await ShowAsync("--text", "--from", "500", JournalFixture.Id)).Out.ShouldContain(
            "no event in this range"
        );

    [Fact]
    public async Task An_erased_one_is_called_erased()
    {
        _journal.Add(
            JournalFixture.OtherId,
            "conversation-deleted.v1",
            """{"at":"2026-01-31T12:00:00.000000Z"}"""
        );

        var outcome = await ShowAsync("--text", JournalFixture.OtherId);

        outcome.Out.Trim().ShouldBe($"Conversation {JournalFixture.OtherId}, erased");
    }

    [Theory]
    [InlineData("012345")]
    [InlineData("conversation-012345")]
    public async Task A_beginning_that_only_one_has_is_enough(string beginning)
    {
        _journal.WithConversation(JournalFixture.OtherId);

        var outcome = await ShowAsync(beginning);

        outcome.ExitCode.ShouldBe(0);
        outcome.Out.ShouldContain(JournalFixture.Id);
    }

    [Fact]
    public async Task A_beginning_that_two_have_is_refused_with_both_names()
    {
        _journal.WithConversation(JournalFixture.OtherId);

        var outcome = await ShowAsync("01");

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain(JournalFixture.Id);
        outcome.Error.ShouldContain(JournalFixture.OtherId);
    }

    [Theory]
    [InlineData("nosuch")]
    [InlineData("' OR 1=1 --")]
    [InlineData("%")]
    [InlineData("")]
    public async Task An_unknown_one_is_an_error_with_exit_code_1(string id)
    {
        var outcome = await ShowAsync(id);

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain("has no conversation");
        outcome.Out.ShouldBeEmpty();
    }

    /// <summary>I15: damage is noticed, never served.</summary>
    [Fact]
    public async Task A_damaged_event_is_named_and_the_rest_is_shown()
    {
        _journal.Execute("UPDATE journal SET message = X'7b22' WHERE sequence_number = 4");

        var outcome = await ShowAsync("--text", JournalFixture.Id);
        var events = await ShowAsync("--events", JournalFixture.Id);

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain("Event 4:");
        outcome.Out.ShouldContain("gets messages.");
        events.ExitCode.ShouldBe(1);
        events.Lines.Length.ShouldBe(10);
        JsonElement.Parse(events.Lines[3]).TryGetProperty("problem", out _).ShouldBeTrue();
    }

    /// <summary>I15: what is not there is not passed over in silence.</summary>
    [Fact]
    public async Task Missing_events_are_named_and_the_rest_is_shown()
    {
        _journal.Execute("DELETE FROM journal WHERE sequence_number IN (1, 4, 5)");

        var text = await ShowAsync("--text", JournalFixture.Id);
        var json = await ShowAsync(JournalFixture.Id);
        var table = await ShowAsync("--events", "--text", JournalFixture.Id);
        var lines = await ShowAsync("--events", JournalFixture.Id);

        foreach (var outcome in (Outcome[])[text, json, table, lines])
            outcome.ExitCode.ShouldBe(1);
        text.Lines[1].ShouldBe("Missing: 1, 4 to 5");
        text.Error.ShouldContain("Event 1: It is missing.");
        text.Error.ShouldContain("Event 4: It and all to 5 are missing.");
        text.Out.ShouldContain("Half an ans");
        JsonElement
            .Parse(json.Lines.Single())
            .GetProperty("missing")
            .GetRawText()
            .ShouldBe("""[{"from":1,"to":1},{"from":4,"to":5}]""");
        table.Lines.Length.ShouldBe(9);
        table.Lines[0].ShouldBe("      1  It is missing.");
        table.Lines[3].ShouldBe("      4  It and all to 5 are missing.");
        var missing = JsonElement.Parse(lines.Lines[3]);
        missing.GetProperty("sequenceNr").GetInt64().ShouldBe(4);
        missing.GetProperty("missingTo").GetInt64().ShouldBe(5);
        missing.GetProperty("problem").GetString().ShouldBe("It and all to 5 are missing.");
    }

    [Theory]
    [InlineData("--from 4 --to 6", 1)]
    [InlineData("--from 5 --to 6", 0)]
    [InlineData("--from 1 --to 3", 0)]
    public async Task Only_what_is_missing_in_the_range_counts(string range, int exitCode)
    {
        _journal.Execute("DELETE FROM journal WHERE sequence_number = 4");

        var outcome = await ShowAsync([.. range.Split(' '), JournalFixture.Id]);

        outcome.ExitCode.ShouldBe(exitCode, outcome.Error);
    }

    [Fact]
    public async Task What_an_erasure_took_away_is_not_missing()
    {
        _journal.Add(
            JournalFixture.Id,
            "conversation-deleted.v1",
            """{"at":"2026-01-31T12:00:00.000000Z"}""",
            deleted: true
        );
        _journal.Execute("DELETE FROM journal WHERE deleted = 0");

        var outcome = await ShowAsync("--text", JournalFixture.Id);

        outcome.ExitCode.ShouldBe(0, outcome.Error);
        outcome.Lines.Single().ShouldEndWith("erased");
    }

    public void Dispose() => _journal.Dispose();

    private Task<Outcome> ShowAsync(params string[] arguments) =>
        CommandLine.RunAsync(["journal", "show", "--db", _journal.Path, .. arguments]);
}
