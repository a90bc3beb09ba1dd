using System.Text.Json;

namespace ActorStream.Cli.Tests;

/// <summary>The same commands through the admin API of a server.</summary>
public sealed class Asking_a_server : IAsyncLifetime
{
    private FakeServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _server.Write("one");
        _server.Write("two");
        _server.Write("three");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_list_is_read_page_by_page_with_the_filter_as_the_query()
    {
        var outcome = await RunAsync(
            "ls --search a&b --deep --tenant acme --min-events 2 --newer-than 2026-01-01T00:00:00Z --state running"
        );

        outcome.ExitCode.ShouldBe(0, outcome.Error);
        outcome
            .Lines.Select(line => Member(line, "conversationId"))
            .ShouldBe([JournalFixture.Id, JournalFixture.OtherId]);
        Member(outcome.Lines[0], "tenant").ShouldBe("acme");
        _server.Asked.ShouldBe([
            "/admin/conversations?state=running&tenant=acme&text=a%26b&deep=true"
                + "&newerThan=2026-01-01T00%3A00%3A00.000000Z&minEvents=2&limit=50",
            "/admin/conversations?state=running&tenant=acme&text=a%26b&deep=true"
                + "&newerThan=2026-01-01T00%3A00%3A00.000000Z&minEvents=2&limit=50&before=a%20b%26c",
        ]);
    }

    [Fact]
    public async Task A_limit_asks_for_no_more_than_it_needs()
    {
        var outcome = await RunAsync("ls -n 1");

        outcome.Lines.Length.ShouldBe(1);
        _server.Asked.ShouldNotContain(asked => asked.Contains("before="));
    }

    [Fact]
    public async Task Events_are_read_page_by_page_and_need_no_checksum()
    {
        var outcome = await RunAsync("show 0123 --events");

        outcome.ExitCode.ShouldBe(0, outcome.Error);
        outcome
            .Lines.Select(line =>
                JsonElement.Parse(line).GetProperty("event").GetProperty("text").GetString()
            )
            .ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task A_transcript_is_put_together_from_them()
    {
        var outcome = await RunAsync($"show {JournalFixture.Id} --text");

        outcome.Out.ShouldContain("onetwothree");
    }

    [Fact]
    public async Task What_the_server_found_damaged_is_shown_as_damaged()
    {
        _server.Write("", damage: "The checksum is wrong.");

        var outcome = await RunAsync("show 0123 --events");

        outcome.ExitCode.ShouldBe(1);
        Member(outcome.Lines[3], "problem").ShouldBe("The checksum is wrong.");
    }

    [Theory]
    [InlineData("tail -n 2", 2)]
    [InlineData("tail -n 50", 3)]
    [InlineData("tail 0123 -n 1", 1)]
    [InlineData("tail -n 0", 0)]
    public async Task The_end_can_be_seen(string command, int count)
    {
        var outcome = await RunAsync(command);

        outcome.ExitCode.ShouldBe(0, outcome.Error);
        outcome
            .Lines.Select(line => Member(line, "sequenceNr"))
            .ShouldBe(Enumerable.Range(4 - count, count).Select(nr => $"{nr}"));
    }

    /// <summary>Which conversation changed last says nothing about the last rows.</summary>
    [Fact]
    public async Task The_server_says_which_rows_are_the_last()
    {
        await RunAsync("tail -n 2");

        _server.Asked.ShouldContain("/admin/journal?last=2&limit=200");
        _server.Asked.ShouldNotContain(path => path.StartsWith("/admin/conversations"));
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("tail")]
    [InlineData("stats")]
    [InlineData("doctor")]
    [InlineData("show 0123")]
    public async Task Some_other_server_that_answers_is_told_apart(string command)
    {
        await using var other = await FakeServer.StartAsync(answersNothing: true);

        var outcome = await CommandLine.RunAsync(
            isTerminal: false,
            ["journal", .. command.Split(' '), "--server", other.Url],
            Environment
        );

        outcome.ExitCode.ShouldBe(1);
        (outcome.Out + outcome.Error).ShouldContain("something else than the admin API");
    }

    [Theory]
    [InlineData("tail -f -n 1")]
    [InlineData("tail 0123 -f -n 1")]
    public async Task Following_goes_on_where_a_broken_stream_stopped(string command)
    {
        using var ctrlC = new CancellationTokenSource();
        var lines = new WaitingLines();
        var running = CliApplication.RunAsync(
            Arguments(command),
            new CliContext(lines, TextWriter.Null, false, 120, new QuickTime(), Environment),
            ctrlC.Token
        );

        Member(await lines.NextAsync(), "sequenceNr").ShouldBe("3");
        _server.Write("four");
        Member(await lines.NextAsync(), "sequenceNr").ShouldBe("4");
        var streams = _server.Streams;
        _server.Write("five");
        Member(await lines.NextAsync(), "sequenceNr").ShouldBe("5");
        _server.Streams.ShouldBeGreaterThan(streams);
        await ctrlC.CancelAsync();

        (await running.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(0);
    }

    [Fact]
    public async Task Statistics_are_the_servers()
    {
        var outcome = await RunAsync("stats");

        var stats = JsonElement.Parse(outcome.Lines.Single());
        stats.GetProperty("turns").GetProperty("open").GetInt32().ShouldBe(1);
        stats.GetProperty("databaseBytes").GetInt64().ShouldBe(4096);
    }

    [Fact]
    public async Task The_doctor_tells_what_the_server_found()
    {
        var outcome = await RunAsync("doctor");

        outcome.ExitCode.ShouldBe(1);
        outcome.Lines.Select(line => Member(line, "name")).ShouldBe(["server", "schema", "disk"]);
    }

    [Fact]
    public async Task The_key_can_be_in_a_file()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, FakeServer.Key + "\n");

            var outcome = await CommandLine.RunAsync(
                isTerminal: false,
                [.. Arguments("ls"), "--key-file", path],
                _ => null
            );

            outcome.ExitCode.ShouldBe(0, outcome.Error);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_wrong_key_is_said_and_never_shown()
    {
        var outcome = await CommandLine.RunAsync(
            isTerminal: false,
            Arguments("ls"),
            name => name == "ACTORSTREAM_ADMIN_KEY" ? "wrong-canary" : null
        );

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain("does not take the operator's key");
        outcome.Error.ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("http://chat.example.org", "unencrypted")]
    [InlineData("ftp://127.0.0.1", "must look like")]
    [InlineData("http://user:pass@127.0.0.1", "must look like")]
    public async Task An_address_that_would_give_the_key_away_is_refused(string url, string reason)
    {
        var outcome = await CommandLine.RunAsync("journal", "ls", "--server", url);

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain(reason);
    }

    [Theory]
    [InlineData("import /dev/null")]
    [InlineData("compact")]
    [InlineData("prune --max-age 1d")]
    [InlineData("prune --max-age 1d --apply")]
    public async Task What_it_refuses_is_never_done_to_another_journal_instead(string command)
    {
        using var local = new JournalFixture();
        local.WithConversation();

        var outcome = await CommandLine.RunAsync(
            isTerminal: false,
            Arguments(command),
            name => name == "ACTORSTREAM_DATA" ? local.Folder : Environment(name)
        );

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain("refuses: Stop the server first.");
        _server.Asked.ShouldBe([$"/admin/{command.Split(' ')[0]}"]);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_exit_code_2()
    {
        await _server.DisposeAsync();

        var outcome = await RunAsync("ls");

        outcome.ExitCode.ShouldBe(2);
        outcome.Error.ShouldContain("does not answer");
    }

    private Task<Outcome> RunAsync(string command) =>
        CommandLine.RunAsync(isTerminal: false, Arguments(command), Environment);

    private string[] Arguments(string command) =>
        ["journal", .. command.Split(' '), "--server", _server.Url];

    private static string? Environment(string name) =>
        name == "ACTORSTREAM_ADMIN_KEY" ? FakeServer.Key : null;

    private static string? Member(string line, string name) =>
        JsonElement.Parse(line).GetProperty(name).ToString();

    /// <summary>Time in which pauses are short.</summary>
    private sealed class QuickTime : TimeProvider
    {
        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        ) =>
            base.CreateTimer(
                callback,
                state,
                dueTime > TimeSpan.FromMilliseconds(10) ? TimeSpan.FromMilliseconds(10) : dueTime,
                period
            );
    }
}
