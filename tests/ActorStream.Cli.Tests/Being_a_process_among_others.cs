using System.Diagnostics;

namespace ActorStream.Cli.Tests;

/// <summary>What only a real process has: signals, pipes, disks that are full.</summary>
public sealed class Being_a_process_among_others : IDisposable
{
    private readonly JournalFixture _journal = new();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_a_command_with_130_and_without_a_word(string signal)
    {
        _journal.WithConversation();
        using var replay = Start(
            "exec \"$@\"",
            "replay",
            JournalFixture.Id,
            "--speed",
            "0.01",
            "--max-pause",
            "86400"
        );
        // It plays, and waits for the time of the next event.
        await replay.StandardOutput.ReadLineAsync();

        using (var kill = Process.Start("kill", [$"-{signal}", $"{replay.Id}"]))
            await kill.WaitForExitAsync();

        (await replay.StandardError.ReadToEndAsync()).ShouldBeEmpty();
        await replay.WaitForExitAsync();
        replay.ExitCode.ShouldBe(130);
    }

    [Fact]
    public async Task A_reader_that_has_enough_ends_the_command()
    {
        _journal.WithConversation().AddMany(JournalFixture.Id, 2500);

        // Far more than a pipe holds.
        using var export = Start("\"$@\" | head -1; exit ${PIPESTATUS[0]}", "export");

        (await export.StandardOutput.ReadToEndAsync()).Split('\n').Length.ShouldBe(2);
        (await export.StandardError.ReadToEndAsync()).ShouldBeEmpty();
        await export.WaitForExitAsync();
        export.ExitCode.ShouldBe(141);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_a_failure()
    {
        _journal.WithConversation();

        using var export = Start("\"$@\" > /dev/full", "export");

        (await export.StandardError.ReadToEndAsync()).ShouldContain("No space left");
        await export.WaitForExitAsync();
        export.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Results_and_complaints_can_share_a_file()
    {
        _journal.WithConversation();
        var file = Path.Combine(_journal.Folder, "both.txt");

        using var show = Start(
            "{ echo before; \"$@\"; echo after; } > " + file,
            "show",
            JournalFixture.Id
        );
        await show.WaitForExitAsync();

        var lines = await File.ReadAllLinesAsync(file);
        lines[0].ShouldBe("before");
        lines[1].ShouldStartWith("{");
        lines[^1].ShouldBe("after");
    }

    public void Dispose() => _journal.Dispose();

    /// <summary>Has a shell run the command line that it gets as its arguments.</summary>
    private Process Start(string script, params string[] arguments)
    {
        var program = typeof(CliApplication).Assembly.Location;
        var start = new ProcessStartInfo(
            "bash",
            [
                "-c",
                script,
                "bash",
                "dotnet",
                program,
                "journal",
                .. arguments,
                "--db",
                _journal.Path,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return Process.Start(start)!;
    }
}
