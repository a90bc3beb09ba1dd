namespace ActorStream.Cli.Tests;

/// <summary>
/// What is done with the journal of a server that runs, through its admin API: what goes out of it, comes into
/// it and goes for good.
/// </summary>
public sealed class Keeping_a_servers_journal : IAsyncLifetime
{
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
    public async Task An_export_comes_to_the_byte_into_a_file_for_its_owner()
    {
        _server.Export = await FakeServer.ExportOfAsync(_local);
        var file = Path.Combine(_local.Folder, "export.jsonl");

        var outcome = await RunAsync($"export 0123 -o {file}");
        var piped = await RunAsync("export");

        outcome.ExitCode.ShouldBe(0, outcome.Error);
        outcome.Out.ShouldContain("10 events of 1 conversation.");
        (await File.ReadAllTextAsync(file)).ShouldBe(_server.Export);
        piped.Out.ShouldBe(_server.Export);
        _server.Asked.ShouldContain($"/admin/export?id={JournalFixture.Id}");
    }

    [Theory]
    [InlineData(1, false, "ends before its last line")]
    [InlineData(1, true, "broke off")]
    [InlineData(3, true, "broke off")]
    public async Task Half_an_export_leaves_no_file(int missing, bool breaks, string reason)
    {
        var lines = (await FakeServer.ExportOfAsync(_local)).Split('\n');
        _server.Export = string.Join('\n', lines[..^(missing + 1)]) + "\n";
        _server.BreaksOff = breaks;
        var file = Path.Combine(_local.Folder, "export.jsonl");

        var outcome = await RunAsync($"export -o {file}");

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain(reason);
        File.Exists(file).ShouldBeFalse();
        (await RunAsync("export")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_line_that_was_lost_or_changed_on_the_way_is_noticed()
    {
        var whole = await FakeServer.ExportOfAsync(_local);
        var lines = whole.Split('\n');

        _server.Export = string.Join('\n', [.. lines[..3], .. lines[4..]]);
        (await RunAsync("export")).Error.ShouldContain("says that it has 10");
        _server.Export = whole.Replace("an actor", "an act0r");
        (await RunAsync("export")).Error.ShouldContain("Line 3 of the export is damaged");
    }

    [Fact]
    public async Task A_file_that_is_there_is_left_alone()
    {
        var file = Path.Combine(_local.Folder, "mine");
        await File.WriteAllTextAsync(file, "mine");

        var outcome = await RunAsync($"export -o {file}");

        outcome.ExitCode.ShouldBe(1);
        (await File.ReadAllTextAsync(file)).ShouldBe("mine");
    }

    [Fact]
    public async Task Erasing_wants_to_be_told_to()
    {
        var dry = await RunAsync("erase 0123 --text");
        _server.Ordered.ShouldBeEmpty();
        var done = await RunAsync("erase 0123 --apply");

        dry.ExitCode.ShouldBe(0, dry.Error);
        dry.Out.ShouldContain("would be erased");
        done.ExitCode.ShouldBe(0, done.Error);
        done.Lines[^1].ShouldBe("""{"conversations":1,"erased":1,"applied":true}""");
        _server.Ordered.ShouldBe([$"DELETE /admin/conversations/{JournalFixture.Id}"]);
    }

    [Fact]
    public async Task Erasing_says_what_the_text_still_waits_for()
    {
        _server.Erased =
            """{"rewrite":{"due":true,"dueSince":null,"running":false,"lastAt":null,"problem":"It is\u001b too large."}}""";

        var done = await RunAsync("erase 0123 --apply");
        var text = await RunAsync("erase 0123 --apply --text");

        done.ExitCode.ShouldBe(0, done.Error);
        done.Lines[^1]
            .ShouldBe(
                """{"conversations":1,"erased":1,"applied":true,"rewrite":{"due":true,"running":false,"problem":"It is\u001B too large."}}"""
            );
        text.Out.ShouldContain("1 conversation erased.");
        text.Out.ShouldContain(
            "their text stays in the tables' files until the server has rewritten"
        );
        text.Out.ShouldContain("'actorstream journal compact --server URL' does it now.");
        text.Out.ShouldContain(@"The last attempt failed: It is\x1b too large.");
    }

    [Fact]
    public async Task Snapshots_are_listed_and_made()
    {
        const string Line =
            $$"""{"conversationId":"{{JournalFixture.Id}}","sequenceNr":8,"createdAt":"2026-01-31T12:00:08.000000Z","manifest":"conversation-snapshot.v2","payloadBytes":90}""";

        (await RunAsync("snapshot")).Lines.ShouldBe([Line]);
        var made = await RunAsync("snapshot 0123 --make");

        made.ExitCode.ShouldBe(0, made.Error);
        made.Lines.ShouldBe([Line]);
        _server.Ordered.ShouldBe([$"POST /admin/conversations/{JournalFixture.Id}/snapshot"]);
    }

    [Fact]
    public async Task An_import_is_sent_as_it_is_and_its_refusals_are_told()
    {
        var export = await FakeServer.ExportOfAsync(_local);
        var file = Path.Combine(_local.Folder, "export.jsonl");
        await File.WriteAllTextAsync(file, export);
        _server.Answer = (
            200,
            """{"imported":1,"events":10,"refused":1,"refusals":[{"conversationId":"x\u001b","line":3,"reason":"It exists already."}]}"""
        );

        var outcome = await RunAsync($"import {file}");
        var text = await RunAsync($"import {file} --text");

        outcome.ExitCode.ShouldBe(1, outcome.Error);
        outcome.Lines.ShouldBe([
            """{"conversationId":"x\u001B","refused":"It exists already."}""",
            """{"imported":1,"events":10,"refusals":1}""",
        ]);
        text.Out.ShouldContain(@"x\x1b: It exists already.");
        _server.Ordered[0].ShouldBe($"POST /admin/import {export}".TrimEnd());
    }

    [Fact]
    public async Task Pruning_is_a_dry_run_until_it_is_told_otherwise()
    {
        _server.Answer = (
            200,
            """
            event: going
            data: {"conversationId":"one","reason":"size","tenant":null}

            event: progress
            data: {"done":1,"total":1}

            event: pruned
            data: {"applied":true,"conversations":1,"erased":1,"skipped":0,"rewrite":{"due":true,"running":true,"problem":null}}


            """
        );

        var dry = await RunAsync("prune --max-age 7d --tenant acme");
        var done = await RunAsync("prune --max-total-size 1M --apply");

        dry.ExitCode.ShouldBe(0, dry.Error);
        dry.Lines[0].ShouldBe("""{"conversationId":"one","reason":"size"}""");
        done.Lines[^1]
            .ShouldBe(
                """{"conversations":1,"erased":1,"applied":true,"rewrite":{"due":true,"running":true,"problem":null}}"""
            );
        _server.Ordered[0].ShouldContain("\"maxAge\":\"7d\"");
        _server.Ordered[0].ShouldContain("\"tenant\":\"acme\",\"apply\":false");
        _server.Ordered[1].ShouldContain("\"maxTotalBytes\":1000000");
        _server.Ordered[1].ShouldContain("\"apply\":true");
    }

    [Fact]
    public async Task Compacting_says_what_a_running_server_cannot_do()
    {
        _server.Answer = (
            200,
            "event: compacted\ndata: {\"conversations\":2,\"droppedSnapshots\":3,\"skipped\":1}\n\n"
        );

        var outcome = await RunAsync("compact");
        var text = await RunAsync("compact --text");
        _server.Answer = (200, """{"sequenceNr":8}""");
        var one = await RunAsync("compact 0123");

        outcome.ExitCode.ShouldBe(0, outcome.Error);
        outcome.Lines.ShouldBe(["""{"droppedSnapshots":3,"skipped":1,"rewritten":false}"""]);
        text.Out.ShouldContain("In use, and passed over: 1 conversation.");
        text.Out.ShouldContain("only a stopped server's can be rewritten");
        one.ExitCode.ShouldBe(0, one.Error);
        _server.Ordered[^1].ShouldBe($"POST /admin/conversations/{JournalFixture.Id}/compact");
    }

    [Fact]
    public async Task Compacting_says_whether_a_running_server_has_rewritten_its_tables()
    {
        const string End = "event: compacted\ndata: {\"droppedSnapshots\":0,\"skipped\":0,";
        _server.Answer = (200, End + "\"rewritten\":true,\"rewriteProblem\":null}\n\n");
        var done = await RunAsync("compact");
        var doneText = await RunAsync("compact --text");
        _server.Answer = (
            200,
            End + "\"rewritten\":false,\"rewriteProblem\":\"The tables are in use.\"}\n\n"
        );
        var notDone = await RunAsync("compact");
        var notDoneText = await RunAsync("compact --text");

        done.ExitCode.ShouldBe(0, done.Error);
        done.Lines.ShouldBe(["""{"droppedSnapshots":0,"skipped":0,"rewritten":true}"""]);
        doneText.Out.ShouldNotContain("rewritten");
        notDone.ExitCode.ShouldBe(1);
        notDone.Lines.ShouldBe([
            """{"droppedSnapshots":0,"skipped":0,"rewritten":false,"problem":"The tables are in use."}""",
        ]);
        notDoneText.Out.ShouldContain("was not rewritten: The tables are in use.");
    }

    [Theory]
    [InlineData("prune --max-age 1d")]
    [InlineData("compact")]
    [InlineData("import /dev/null")]
    public async Task An_order_that_is_refused_or_breaks_off_failed(string command)
    {
        var refused = await RunAsync(command);
        _server.Answer = (200, "event: progress\ndata: {\"done\":1,\"total\":2}\n\n");
        var broken = await RunAsync(command);

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("refuses: Stop the server first.");
        broken.ExitCode.ShouldBe(1);
        broken.Error.ShouldNotBeEmpty();
    }

    private Task<Outcome> RunAsync(string command, bool isTerminal = false) =>
        CommandLine.RunAsync(
            isTerminal,
            ["journal", .. command.Split(' '), "--server", _server.Url],
            name => name == "ACTORSTREAM_ADMIN_KEY" ? FakeServer.Key : null
        );
}
