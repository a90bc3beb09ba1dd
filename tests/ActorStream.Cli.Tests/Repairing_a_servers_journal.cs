using System.Text.Json;

namespace ActorStream.Cli.Tests;

/// <summary>Verifying and healing the journal of a server that runs, through its admin API.</summary>
public sealed class Repairing_a_servers_journal : IAsyncLifetime
{
    private const string Progress =
        "event: progress\ndata: {\"checked\":3,\"total\":3,\"later\":1}\n\n";

    private const string Finding = """
        event: finding
        data: {"conversationId":"0123456789abcdefghjkmnpqrs","sequenceNr":4,"kind":"content","reason":"It cannot be read.\u001b[2J"}


        """;

    private readonly JournalFixture _local = new JournalFixture().WithConversation();
    private FakeServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _server.Write("one");
    }

    public async Task DisposeAsync()
    {
        _local.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Verifying_finds_nothing_in_a_journal_that_is_whole()
    {
        _server.Verification = Progress + Verified(findings: 0);

        var outcome = await RunAsync("verify");

        outcome.ExitCode.ShouldBe(0, outcome.Error);
        outcome.Lines.ShouldBe([
            """{"rows":3,"conversations":2,"snapshots":1,"openTurns":1,"findings":0}""",
        ]);
        _server.Ordered.ShouldBe(["""POST /admin/verify {"conversationId":null}"""]);
    }

    [Fact]
    public async Task Verifying_tells_damage_as_it_does_on_a_database()
    {
        _server.Verification = Finding + Verified(findings: 1);

        var outcome = await RunAsync("verify 0123");
        var text = await RunAsync("verify --text");

        outcome.ExitCode.ShouldBe(1);
        var finding = JsonElement.Parse(outcome.Lines[0]);
        finding.GetProperty("sequenceNr").GetInt64().ShouldBe(4);
        finding.GetProperty("kind").GetString().ShouldBe("content");
        _server
            .Ordered[0]
            .ShouldBe($$"""POST /admin/verify {"conversationId":"{{JournalFixture.Id}}"}""");
        text.Out.ShouldContain($@"{JournalFixture.Id} 4: content. It cannot be read.\x1b[2J");
        text.Out.ShouldContain("1 finding. See 'journal heal'.");
    }

    [Fact]
    public async Task A_person_who_waits_is_told_the_same_once_it_is_done()
    {
        _server.Verification = Progress + Verified(findings: 0);
        _server.Export = await FakeServer.ExportOfAsync(_local);
        var file = Path.Combine(_local.Folder, "export.jsonl");

        var verified = await RunAsync("verify", isTerminal: true);
        var exported = await RunAsync($"export -o {file}", isTerminal: true);

        verified.ExitCode.ShouldBe(0, verified.Error);
        verified.Out.ShouldEndWith(
            "3 events of 2 conversations and 1 snapshot: no damage. Open: 1 turn.\n"
        );
        exported.Out.ShouldEndWith("10 events of 1 conversation.\n");
    }

    [Fact]
    public async Task A_verification_that_breaks_off_found_nothing_out()
    {
        _server.Verification = Progress;

        var outcome = await RunAsync("verify");

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain("went away before it had verified everything");
    }

    [Fact]
    public async Task Healing_says_what_it_would_do_and_does_it_when_told_to()
    {
        _server.Healing = (
            200,
            """{"applied":true,"findings":[],"steps":[{"kind":"end-turn","sequenceNr":11,"detail":"It was left open."}],"obstacle":null}"""
        );

        var dry = await RunAsync("heal --text");
        var done = await RunAsync("heal 0123 --apply");

        dry.ExitCode.ShouldBe(0, dry.Error);
        dry.Out.ShouldContain($"{JournalFixture.Id} 11: end-turn. It was left open.");
        dry.Out.ShouldContain("2 steps in 2 of 2 conversations; nothing was changed");
        done.ExitCode.ShouldBe(0, done.Error);
        done.Lines[^1]
            .ShouldBe(
                """{"conversations":1,"healed":1,"steps":1,"obstacles":0,"applied":true,"quarantine":null}"""
            );
        _server.Ordered.ShouldBe([
            $$"""POST /admin/conversations/{{JournalFixture.Id}}/heal {"apply":false}""",
            $$"""POST /admin/conversations/{{JournalFixture.OtherId}}/heal {"apply":false}""",
            $$"""POST /admin/conversations/{{JournalFixture.Id}}/heal {"apply":true}""",
        ]);
    }

    [Theory]
    [InlineData(409, """{"detail":"Stop the server, then run: X"}""", "refused", "then run: X")]
    [InlineData(
        200,
        """{"applied":false,"steps":[],"obstacle":"Two ends."}""",
        "cannot-heal",
        "Two ends."
    )]
    public async Task What_the_server_cannot_heal_is_told_with_its_reason(
        int status,
        string body,
        string action,
        string reason
    )
    {
        _server.Healing = (status, body);

        var outcome = await RunAsync("heal 0123 --apply");

        outcome.ExitCode.ShouldBe(1);
        var note = JsonElement.Parse(outcome.Lines[0]);
        note.GetProperty("action").GetString().ShouldBe(action);
        note.GetProperty("reason").GetString()!.ShouldContain(reason);
        JsonElement.Parse(outcome.Lines[1]).GetProperty("obstacles").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task What_a_healing_replaced_and_lost_and_where_the_rows_are_is_told()
    {
        _server.Healing = (
            200,
            """{"applied":true,"steps":[{"kind":"fill","sequenceNr":2,"detail":"It is missing.","live":true,"lost":"prompt"},{"kind":"restore","sequenceNr":4,"detail":"Around it.","live":true,"lost":null}],"obstacle":null,"quarantine":"/data/q\u001b.jsonl"}"""
        );

        var text = await RunAsync("heal 0123 --apply --text");
        var json = await RunAsync("heal 0123 --apply");

        text.ExitCode.ShouldBe(0, text.Error);
        text.Out.ShouldContain($"{JournalFixture.Id} 2: fill. It is missing. Lost: a prompt.\n");
        text.Out.ShouldContain($"{JournalFixture.Id} 4: restore. Around it.\n");
        text.Out.ShouldContain(@"The damaged rows are in /data/q\x1b.jsonl.");
        JsonElement.Parse(json.Lines[0]).GetProperty("lost").GetString().ShouldBe("prompt");
        JsonElement
            .Parse(json.Lines[^1])
            .GetProperty("quarantine")
            .GetString()
            .ShouldBe("/data/q\u001b.jsonl");
    }

    [Fact]
    public async Task A_quarantine_is_no_servers()
    {
        var outcome = await RunAsync("heal --apply --quarantine /tmp/x");

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain("quarantine");
        _server.Ordered.ShouldBeEmpty();
    }

    private static string Verified(int findings) =>
        "event: verified\ndata: {\"events\":3,\"conversations\":2,\"snapshots\":1,\"openTurns\":1,"
        + $"\"findings\":{findings},\"seconds\":0.1}}\n\n";

    private Task<Outcome> RunAsync(string command, bool isTerminal = false) =>
        CommandLine.RunAsync(
            isTerminal,
            ["journal", .. command.Split(' '), "--server", _server.Url],
            name => name == "ACTORSTREAM_ADMIN_KEY" ? FakeServer.Key : null
        );
}
