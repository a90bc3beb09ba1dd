using System.Diagnostics;

namespace ActorStream.Cli.Tests;

/// <summary>Each shell itself, with its script and the real program.</summary>
public sealed class Completing_in_a_shell : IDisposable
{
    // As if typed, with the cursor at the end.
    private const string Bash = """
        source "$1"
        compopt() { :; }
        COMP_LINE=$2 COMP_POINT=${#2}
        read -ra COMP_WORDS <<<"$2"
        [[ $2 == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
        _actorstream
        printf '%s\n' "${COMPREPLY[@]}"
        """;

    private const string Fish = "source $argv[1]; complete -C $argv[2]";

    // A line editor in a terminal of its own: the line, Tab, and a key that writes down what the line is now.
    private const string Zsh = """
        zmodload zsh/zpty
        zpty z zsh -f -i
        zpty -w z "PS1=; autoload -Uz compinit; compinit -u -D; source $1; bindkey '^I' complete-word"
        zpty -w z "show() { print -r -- \"\$BUFFER\" > $1.out; BUFFER=exit; zle accept-line }"
        zpty -w z "zle -N show; bindkey '^X' show"
        zpty -w -n z "$2"$'\t\x18'
        while zpty -r z said; do :; done
        print -r -- "$(<$1.out)"
        """;

    private readonly JournalFixture _journal = new();

    public void Dispose() => _journal.Dispose();

    [Theory]
    [InlineData("actorstream journal s", "show snapshot stats")]
    [InlineData("actorstream journal ls --ten", "--tenant")]
    [InlineData("actorstream journal ls --state r", "running")]
    [InlineData("actorstream journal ls --state ", "deleted idle running")]
    [InlineData("actorstream journal show --db JOURNAL 0", JournalFixture.Id)]
    public async Task Bash_and_fish_offer_what_fits(string line, string offered)
    {
        _journal.WithConversation();
        foreach (var (shell, script) in new[] { ("bash", Bash), ("fish", Fish) })
        {
            var found = await TypeAsync(shell, script, line);
            string.Join(' ', found.Order(StringComparer.Ordinal)).ShouldBe(offered, shell);
        }
    }

    [Theory]
    [InlineData("actorstream journal sho", "actorstream journal show")]
    [InlineData("actorstream journal ls --ten", "actorstream journal ls --tenant")]
    [InlineData("actorstream journal ls --state r", "actorstream journal ls --state running")]
    [InlineData(
        "actorstream journal show --db JOURNAL 0",
        $"actorstream journal show --db JOURNAL {JournalFixture.Id}"
    )]
    public async Task Zsh_completes_what_fits(string line, string completed)
    {
        _journal.WithConversation();
        var found = await TypeAsync("zsh", Zsh, line);
        found.ShouldHaveSingleItem().TrimEnd().ShouldBe(completed);
    }

    /// <summary>Where nothing else fits, a file does.</summary>
    [Fact]
    public async Task Files_are_offered_by_fish()
    {
        _journal.WithConversation();
        var line = $"actorstream journal export -o {_journal.Folder}/jour";
        (await TypeAsync("fish", Fish, line)).ShouldContain(found => found == "JOURNAL");
    }

    /// <summary>What comes from a journal is a word, whatever a shell would do with it.</summary>
    [Fact]
    public async Task Nothing_that_is_offered_is_run()
    {
        _journal.Add("01$(touch x)", "chunk.v1", "{}").Add("01safe", "chunk.v1", "{}");
        foreach (var (shell, script) in new[] { ("bash", Bash), ("fish", Fish), ("zsh", Zsh) })
        {
            await TypeAsync(shell, script, "actorstream journal show --db JOURNAL 01");
            File.Exists(Path.Combine(_journal.Folder, "x")).ShouldBeFalse(shell);
        }
    }

    private async Task<string[]> TypeAsync(string shell, string script, string line)
    {
        var completions = Path.Combine(_journal.Folder, "completions");
        await File.WriteAllTextAsync(
            completions,
            (await CommandLine.RunAsync("completions", shell)).Out
        );
        // The program under the name that it is installed with.
        var program = Path.Combine(_journal.Folder, "actorstream");
        await File.WriteAllTextAsync(
            program,
            $"#!/bin/sh\nexec dotnet '{typeof(CliApplication).Assembly.Location}' \"$@\"\n"
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string[] clean =
            shell == "fish" ? ["--no-config"]
            : shell == "zsh" ? ["-f"]
            : [];
        string[] name = shell == "fish" ? [] : [shell];
        var typed = line.Replace("JOURNAL", _journal.Path, StringComparison.Ordinal);
        var start = new ProcessStartInfo(
            shell,
            [.. clean, "-c", script, .. name, completions, typed]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = _journal.Folder,
        };
        start.Environment["PATH"] = $"{_journal.Folder}:{start.Environment["PATH"]}";
        start.Environment["HOME"] = _journal.Folder;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(program);
        return
        [
            .. output
                .Replace(_journal.Path, "JOURNAL", StringComparison.Ordinal)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(found => found.Trim()),
        ];
    }
}
