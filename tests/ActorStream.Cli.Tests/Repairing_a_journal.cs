using System.Text.Json;

namespace ActorStream.Cli.Tests;

/// <summary>From damage that is noticed to a journal that is whole again, as an operator does it.</summary>
public sealed class Repairing_a_journal : IDisposable
{
    private readonly JournalFixture _journal = new JournalFixture().WithConversation();

    public Repairing_a_journal()
    {
        _journal.Execute(
            """
            CREATE TABLE tags (ordering_id INTEGER NOT NULL, tag NVarChar(64) NOT NULL,
              sequence_nr INTEGER NOT NULL, persistence_id NVarChar(255) NOT NULL,
              PRIMARY KEY (ordering_id, tag));
            INSERT INTO tags SELECT ordering, 'conversation', sequence_number, persistence_id
              FROM journal WHERE manifest NOT GLOB 'chunk.*';
            """
        );
    }

    [Fact]
    public async Task Starts_with_verifying_it()
    {
        (await RunAsync("verify")).ExitCode.ShouldBe(0);
        Damage();

        var outcome = await RunAsync("verify");

        outcome.ExitCode.ShouldBe(1);
        var finding = JsonElement.Parse(outcome.Lines[0]);
        finding.GetProperty("conversationId").GetString().ShouldBe(JournalFixture.Id);
        finding.GetProperty("sequenceNr").GetInt64().ShouldBe(4);
        finding.GetProperty("kind").GetString().ShouldBe("content");
        JsonElement.Parse(outcome.Lines[1]).GetProperty("findings").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Tells_what_it_would_do_and_does_it_when_told_to()
    {
        Damage();

        var dry = await RunAsync("heal", "--text");
        dry.ExitCode.ShouldBe(0);
        dry.Out.ShouldContain($"{JournalFixture.Id} 4: replace.");
        dry.Out.ShouldContain($"{JournalFixture.Id} 11: end-turn.");
        dry.Out.ShouldContain("nothing was changed");
        (await RunAsync("verify")).ExitCode.ShouldBe(1);

        _journal.CloseWriter();
        var done = await RunAsync("heal", "--apply");

        done.ExitCode.ShouldBe(0);
        var summary = JsonElement.Parse(done.Lines[^1]);
        summary.GetProperty("applied").GetBoolean().ShouldBeTrue();
        File.Exists(summary.GetProperty("quarantine").GetString()!).ShouldBeTrue();
        (await RunAsync("verify")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Accepts_the_loss_of_rows_that_nobody_can_bring_back()
    {
        _journal.Execute(
            """
            DELETE FROM tags WHERE ordering_id > 6;
            DELETE FROM journal WHERE ordering > 6
            """
        );
        _journal.CloseWriter();
        var finding = JsonElement.Parse((await RunAsync("verify")).Lines[0]);
        finding.GetProperty("kind").GetString().ShouldBe("lost");

        var healed = await RunAsync("heal", "--apply");

        healed.ExitCode.ShouldBe(0);
        healed.Out.ShouldContain("accept-loss");
        (await RunAsync("verify")).ExitCode.ShouldBe(0);
        (await RunAsync("heal")).Out.ShouldNotContain("accept-loss");
    }

    [Fact]
    public async Task Moves_it_into_another_and_back_to_the_byte()
    {
        var first = Path.Combine(_journal.Folder, "first.jsonl");
        var copy = Path.Combine(_journal.Folder, "copy.db");
        (await RunAsync("export", "-o", first)).ExitCode.ShouldBe(0);

        var import = await CommandLine.RunAsync("journal", "import", first, "--db", copy);

        import.ExitCode.ShouldBe(0, import.Out + import.Error);
        var again = await CommandLine.RunAsync("journal", "export", "--db", copy);
        again.Out.ShouldBe(await File.ReadAllTextAsync(first));
        (await CommandLine.RunAsync("journal", "import", first, "--db", copy)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Erases_only_when_told_to()
    {
        _journal.CloseWriter();

        (await RunAsync("erase", JournalFixture.Id[..6], "--text")).Out.ShouldContain(
            "would be erased"
        );
        (await RunAsync("erase", JournalFixture.Id[..6], "--apply")).ExitCode.ShouldBe(0);

        (await RunAsync("verify")).ExitCode.ShouldBe(0);
        System
            .Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(_journal.Path))
            .ShouldNotContain("What is an actor?");
    }

    [Fact]
    public async Task Prunes_what_is_old_but_no_open_turn()
    {
        _journal.Add(
            JournalFixture.OtherId,
            "conversation-started.v1",
            """{"incarnation":"9f3c21ab","title":null,"at":"2026-01-31T12:00:00.000000Z"}"""
        );

        var outcome = await RunAsync("prune", "--max-events", "1");

        outcome.ExitCode.ShouldBe(0);
        JsonElement
            .Parse(outcome.Lines[0])
            .GetProperty("conversationId")
            .GetString()
            .ShouldBe(JournalFixture.OtherId);
        (await RunAsync("prune")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Makes_and_lists_snapshots_and_compacts()
    {
        _journal.Execute(
            """
            CREATE TABLE snapshot (persistence_id NVarChar(255) NOT NULL,
              sequence_number BigInt NOT NULL, created BigInt NOT NULL, snapshot VarBinary NULL,
              manifest NVarChar(500) NULL, serializer_id INTEGER NULL,
              PRIMARY KEY (persistence_id, sequence_number));
            """
        );
        _journal.CloseWriter();
        (await RunAsync("snapshot", "--text")).Out.Trim().ShouldBe("There is no snapshot.");

        var made = await RunAsync("snapshot", JournalFixture.Id, "--make");

        made.ExitCode.ShouldBe(0, made.Error);
        JsonElement.Parse(made.Lines[0]).GetProperty("sequenceNr").GetInt64().ShouldBe(8);
        (await RunAsync("compact")).ExitCode.ShouldBe(0);
        (await RunAsync("snapshot")).Lines.Length.ShouldBe(1);
        (await RunAsync("verify")).ExitCode.ShouldBe(0);
    }

    public void Dispose() => _journal.Dispose();

    private void Damage() =>
        _journal.Execute(
            "UPDATE journal SET message = CAST(substr(message, 1, 30) AS BLOB) "
                + "WHERE sequence_number = 4"
        );

    private Task<Outcome> RunAsync(string command, params string[] more) =>
        CommandLine.RunAsync(["journal", command, .. more, "--db", _journal.Path]);
}
