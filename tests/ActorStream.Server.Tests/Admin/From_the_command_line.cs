using System.Text;
using System.Text.Json;
using ActorStream.Cli;
using ActorStream.Server.Tests.Healing;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Admin;

/// <summary><c>actorstream journal ... --server URL</c>, against the server itself.</summary>
public sealed class From_the_command_line : IAsyncLifetime
{
    private readonly SleepyServer _server = new();

    [Fact]
    public async Task A_journal_that_is_whole_is_verified()
    {
        await _server.FinishedAsync();

        var (exitCode, lines, error) = await RunAsync("verify");

        exitCode.ShouldBe(0, error);
        lines[^1]
            .ShouldBe("""{"rows":5,"conversations":1,"snapshots":0,"openTurns":0,"findings":0}""");
    }

    [Fact]
    public async Task Damage_is_found_and_healed_while_the_server_runs()
    {
        var damaged = await DamagedAsync();
        var other = await DamagedAsync();

        var verified = await RunAsync($"verify {damaged[..6]}");
        var plan = await RunAsync("heal");
        var healed = await RunAsync("heal --apply");

        verified.ExitCode.ShouldBe(1, verified.Error);
        JsonElement.Parse(verified.Lines[0]).GetProperty("sequenceNr").GetInt64().ShouldBe(3);
        plan.ExitCode.ShouldBe(0, plan.Error);
        healed.ExitCode.ShouldBe(0, healed.Error);
        healed.Lines[..2].ShouldBe(plan.Lines[..2]);
        var note = JsonElement.Parse(healed.Lines[0]);
        note.Text("action").ShouldBe("replace");
        note.Text("lost").ShouldBe("chunk");
        var done = JsonElement.Parse(healed.Lines[^1]);
        done.GetProperty("applied").GetBoolean().ShouldBeTrue();
        done.GetProperty("healed").GetInt64().ShouldBe(2);
        var files = done.GetProperty("quarantines")
            .EnumerateArray()
            .Select(file => file.GetString());
        files.ShouldBe(
            [
                .. Directory.EnumerateFiles(_server.DataFolder, $"*{other}.quarantine-*.jsonl"),
                .. Directory.EnumerateFiles(_server.DataFolder, $"*{damaged}.quarantine-*.jsonl"),
            ],
            ignoreOrder: true
        );
        (await RunAsync("verify")).ExitCode.ShouldBe(0);
        (await RunOnDatabaseAsync("heal")).Lines.Length.ShouldBe(1);
    }

    [Fact]
    public async Task An_export_is_that_of_the_database()
    {
        var one = await _server.FinishedAsync();
        var two = await _server.FinishedAsync();
        await _server.FinishedAsync();

        var through = await RunAsync("export");
        var some = await RunAsync($"export {two} {one}");

        through.ExitCode.ShouldBe(0, through.Error);
        through.Lines.ShouldBe((await RunOnDatabaseAsync("export")).Lines);
        some.Lines.ShouldBe((await RunOnDatabaseAsync($"export {one} {two}")).Lines);
    }

    [Fact]
    public async Task Snapshots_are_those_of_the_database()
    {
        var conversation = await _server.FinishedAsync();

        var made = await RunAsync($"snapshot {conversation} --make");

        made.ExitCode.ShouldBe(0, made.Error);
        made.Lines.ShouldBe((await RunOnDatabaseAsync("snapshot")).Lines);
        (await RunAsync("snapshot")).Lines.ShouldBe(made.Lines);
        made.Lines.Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_erased_is_gone()
    {
        var conversation = await _server.FinishedAsync();

        var erased = await RunAsync($"erase {conversation[..8]} --apply");
        var again = await RunAsync($"erase {conversation} --apply");

        erased.ExitCode.ShouldBe(0, erased.Error);
        JsonElement.Parse(erased.Lines[^1]).GetProperty("erased").GetInt64().ShouldBe(1);
        JsonElement.Parse(again.Lines[^1]).GetProperty("erased").GetInt64().ShouldBe(0);
        var listed = await RunAsync("ls");
        JsonElement.Parse(listed.Lines.Single()).Text("state").ShouldBe("deleted");
    }

    [Fact]
    public async Task A_turn_that_is_being_answered_is_not_healed_whoever_is_asked()
    {
        var (conversation, _, turn) = await _server.BeginTurnAsync();

        var through = await RunAsync("heal");
        var beside = await RunOnDatabaseAsync("heal");

        through.Lines.ShouldBe([
            """{"conversations":1,"healed":0,"steps":0,"obstacles":0,"applied":false,"quarantine":null}""",
        ]);
        beside.ExitCode.ShouldBe(0, beside.Error);
        var note = JsonElement.Parse(beside.Lines[0]);
        note.Text("conversationId").ShouldBe(conversation);
        note.Text("action").ShouldBe("ask-server");
        beside.Lines[^1].ShouldBe(through.Lines[^1]);
        turn.Finish();
    }

    [Fact]
    public async Task A_refusal_names_a_command_that_there_is()
    {
        var small = new HealedServer { More = "actorstream.admin.heal.max-steps = 0" };
        await small.InitializeAsync();
        Outcome refused;
        try
        {
            var damaged = await small.FinishedAsync();
            await small.HarmAsync(damaged, 3, "cut");
            refused = await RunAsync($"heal {damaged} --apply", small);
        }
        finally
        {
            await small.DisposeAsync();
        }

        refused.ExitCode.ShouldBe(1);
        const string Before = "Stop the server, then run: actorstream ";
        var said = string.Concat(refused.Lines) + refused.Error;
        said.ShouldContain(Before);
        var named = said[(said.IndexOf(Before, StringComparison.Ordinal) + Before.Length)..];
        var help = await RunWordsAsync([.. named.Split('"', '\n')[0].Split(' '), "--help"]);
        help.ExitCode.ShouldBe(0);
        string.Concat(help.Lines).ShouldContain("journal heal ");
    }

    [EngineFact("Akka.Persistence.Sql stores its own writer id with every event.")]
    public async Task An_export_comes_back_to_the_byte_through_a_running_server()
    {
        await _server.FinishedAsync();
        var export = Path.Combine(_server.DataFolder, "export.jsonl");
        (await RunAsync($"export -o {export}")).ExitCode.ShouldBe(0);
        var other = new SleepyServer();
        await other.InitializeAsync();
        try
        {
            var back = Path.Combine(other.DataFolder, "back.jsonl");
            (await RunAsync($"import {export}", other)).ExitCode.ShouldBe(0);
            (await RunAsync($"export -o {back}", other)).ExitCode.ShouldBe(0);
            (await File.ReadAllBytesAsync(back)).ShouldBe(await File.ReadAllBytesAsync(export));
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_export_comes_back_through_a_running_server()
    {
        var one = await _server.FinishedAsync();
        var erased = await _server.FinishedAsync();
        (await RunAsync($"erase {erased} --apply")).ExitCode.ShouldBe(0);
        var export = Path.Combine(_server.DataFolder, "export.jsonl");
        (await RunAsync($"export -o {export}")).ExitCode.ShouldBe(0);
        var other = new SleepyServer();
        await other.InitializeAsync();
        try
        {
            var imported = await RunAsync($"import {export}", other);
            var again = await RunAsync($"import {export}", other);
            var back = Path.Combine(other.DataFolder, "back.jsonl");
            (await RunAsync($"export -o {back}", other)).ExitCode.ShouldBe(0);

            imported.ExitCode.ShouldBe(0, imported.Error);
            imported.Lines.ShouldBe(["""{"imported":2,"events":6,"refusals":0}"""]);
            ExportText
                .WithoutWriters(await File.ReadAllTextAsync(back))
                .ShouldBe(ExportText.WithoutWriters(await File.ReadAllTextAsync(export)));
            again.ExitCode.ShouldBe(1);
            again.Lines[^1].ShouldBe("""{"imported":0,"events":0,"refusals":2}""");
            (await RunAsync("verify", other)).ExitCode.ShouldBe(0);
            await using var viewer = await other.ViewAsync(one);
            await viewer.ReadToEndOfTurnAsync();
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_is_pruned_and_compacted_is_what_the_database_says()
    {
        var oldest = await _server.FinishedAsync();
        await _server.FinishedAsync();

        var through = await RunAsync("prune --max-events 5");
        var beside = await RunOnDatabaseAsync("prune --max-events 5");
        var done = await RunAsync("prune --max-events 5 --apply");

        through.Lines.ShouldBe(beside.Lines);
        through.Lines[0].ShouldContain(oldest);
        done.ExitCode.ShouldBe(0, done.Error);
        done.Lines[^1].ShouldBe("""{"conversations":1,"erased":1,"applied":true}""");
        (await RunAsync("compact")).Lines.ShouldBe([
            """{"droppedSnapshots":0,"skipped":0,"rewritten":false}""",
        ]);
    }

    [Fact]
    public async Task The_journal_is_counted_and_examined()
    {
        await _server.FinishedAsync();

        var stats = await RunAsync("stats");
        var doctor = await RunAsync("doctor");

        stats.Lines.ShouldBe((await RunOnDatabaseAsync("stats")).Lines);
        doctor
            .Lines.Select(line => JsonElement.Parse(line).Text("name"))
            .ShouldBe([
                "server",
                .. (await RunOnDatabaseAsync("doctor")).Lines.Select(line =>
                    JsonElement.Parse(line).Text("name")
                ),
            ]);
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    private async Task<string> DamagedAsync()
    {
        var conversation = await _server.FinishedAsync();
        await _server.DamageAsync(conversation, 3, Encoding.UTF8.GetBytes("{\"text\":\"other\"}"));
        return conversation;
    }

    private Task<Outcome> RunAsync(string command, AdminServer? server = null) =>
        RunWordsAsync(
            ["journal", .. command.Split(' '), "--server", (server ?? _server).Address.ToString()],
            server
        );

    private Task<Outcome> RunOnDatabaseAsync(string command) =>
        RunWordsAsync([
            "journal",
            .. command.Split(' '),
            "--db",
            Path.Combine(_server.DataFolder, "journal.db"),
        ]);

    private async Task<Outcome> RunWordsAsync(string[] words, AdminServer? server = null)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var world = new CliContext(
            output,
            error,
            IsTerminal: false,
            Width: 120,
            TimeProvider.System,
            name => name == "ACTORSTREAM_ADMIN_KEY" ? (server ?? _server).Key : null
        );
        var exitCode = await CliApplication.RunAsync(words, world);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new(exitCode, lines, error.ToString());
    }

    private sealed record Outcome(int ExitCode, string[] Lines, string Error);
}
