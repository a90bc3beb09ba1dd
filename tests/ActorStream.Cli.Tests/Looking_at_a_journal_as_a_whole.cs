using System.Runtime.Versioning;
using System.Text.Json;
using ActorStream.Operations.Databases.Sqlite;

namespace ActorStream.Cli.Tests;

/// <summary><c>journal stats</c> and <c>journal doctor</c>.</summary>
[SupportedOSPlatform("linux")]
public sealed class Looking_at_a_journal_as_a_whole : IDisposable
{
    private readonly JournalFixture _journal = new();

    [Fact]
    public async Task Stats_count_conversations_turns_and_events()
    {
        _journal
            .WithConversation()
            .Add(
                JournalFixture.OtherId,
                "conversation-started.v1",
                """{"incarnation":"00000000","title":"Named","tenant":"acme","at":"2026-01-31T12:00:00.000000Z"}"""
            );

        var outcome = await CommandLine.RunAsync("journal", "stats", "--db", _journal.Path);

        outcome.ExitCode.ShouldBe(0, outcome.Error);
        var stats = JsonElement.Parse(outcome.Lines.Single());
        stats
            .GetProperty("conversations")
            .ToString()
            .ShouldBe("""{"total":2,"idle":1,"running":1,"deleted":0}""");
        stats
            .GetProperty("turns")
            .ToString()
            .ShouldBe("""{"completed":1,"aborted":1,"failed":0,"interrupted":0,"open":1}""");
        stats.GetProperty("events").GetInt64().ShouldBe(11);
        stats.GetProperty("oldest").GetString().ShouldBe("2026-01-31T12:00:01.000000Z");
        stats.GetProperty("byTenant")[1].GetProperty("tenant").GetString().ShouldBe("acme");
        stats
            .GetProperty("largest")
            .EnumerateArray()
            .Select(one => one.GetProperty("conversationId").GetString())
            .ShouldBe([JournalFixture.Id, JournalFixture.OtherId]);
    }

    [Fact]
    public async Task Stats_are_sentences_on_a_terminal()
    {
        _journal.WithConversation();

        var outcome = await CommandLine.RunOnTerminalAsync(
            "journal",
            "stats",
            "--db",
            _journal.Path
        );

        outcome.Out.ShouldContain("1: 0 idle, 1 running, 0 deleted");
        outcome.Out.ShouldContain("1 completed, 1 aborted, 0 failed, 0 interrupted, 1 open");
    }

    [Fact]
    public async Task A_healthy_private_journal_passes()
    {
        _journal.WithConversation();
        MakePrivate();

        var checks = await ExamineAsync(expectedExitCode: 0);

        checks["schema"].Status.ShouldBe("ok");
        checks["permissions"].Status.ShouldBe("ok");
        checks["sqlite"].Detail.ShouldContain("write-ahead log on");
        checks["lock"].Detail.ShouldContain("free");
        checks.Keys.ShouldContain("version");
        checks.Keys.ShouldContain("log-size");
        checks.Keys.ShouldContain("disk");
    }

    [Fact]
    public async Task A_file_that_others_can_read_fails()
    {
        _journal.WithConversation();
        MakePrivate();
        File.SetUnixFileMode(
            _journal.Path,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead
        );

        var checks = await ExamineAsync(expectedExitCode: 1);

        checks["permissions"].Status.ShouldBe("failed");
        checks["permissions"].Detail.ShouldContain(_journal.Path);
    }

    [Fact]
    public async Task A_journal_that_is_not_there_fails_and_the_rest_is_looked_at_all_the_same()
    {
        File.Delete(_journal.Path);

        var checks = await ExamineAsync(expectedExitCode: 1);

        checks["schema"].Status.ShouldBe("failed");
        checks["disk"].Status.ShouldNotBe("failed");
    }

    [Fact]
    public async Task A_lock_that_is_held_is_told()
    {
        _journal.WithConversation();
        MakePrivate();
        using var held = JournalLock.Take(_journal.Path);

        var checks = await ExamineAsync(expectedExitCode: 0);

        checks["lock"].Detail.ShouldContain("held by");
    }

    public void Dispose() => _journal.Dispose();

    private void MakePrivate()
    {
        foreach (var file in Directory.GetFiles(_journal.Folder))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private async Task<Dictionary<string, (string Status, string Detail)>> ExamineAsync(
        int expectedExitCode
    )
    {
        var outcome = await CommandLine.RunAsync("journal", "doctor", "--db", _journal.Path);
        outcome.ExitCode.ShouldBe(expectedExitCode, outcome.Out + outcome.Error);
        return outcome
            .Lines.Select(line => JsonElement.Parse(line))
            .ToDictionary(
                check => check.GetProperty("name").GetString()!,
                check =>
                    (
                        check.GetProperty("status").GetString()!,
                        check.GetProperty("detail").GetString()!
                    )
            );
    }
}
