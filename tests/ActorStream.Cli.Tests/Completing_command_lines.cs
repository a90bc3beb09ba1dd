namespace ActorStream.Cli.Tests;

public sealed class Completing_command_lines : IDisposable
{
    private readonly JournalFixture _journal = new();

    [Theory]
    [InlineData("bash", "complete -F")]
    [InlineData("zsh", "#compdef actorstream")]
    [InlineData("fish", "complete -c actorstream")]
    public async Task A_script_for_each_shell(string shell, string piece)
    {
        var outcome = await CommandLine.RunAsync("completions", shell);

        outcome.ExitCode.ShouldBe(0);
        outcome.Out.ShouldContain(piece);
        outcome.Out.ShouldContain("[suggest:");
    }

    [Fact]
    public async Task Other_shells_are_refused() =>
        (await CommandLine.RunAsync("completions", "cmd")).ExitCode.ShouldBe(2);

    [Fact]
    public async Task Commands_are_suggested()
    {
        var found = await SuggestAsync("actorstream journal s");

        found.ShouldContain("show");
        found.ShouldContain("stats");
        found.ShouldNotContain("doctor");
    }

    [Fact]
    public async Task Ids_of_the_journal_are_suggested()
    {
        _journal.WithConversation().WithConversation(JournalFixture.OtherId);

        var found = await SuggestAsync($"actorstream journal --db {_journal.Path} show 0123");

        found.ShouldContain(JournalFixture.Id);
        found.ShouldNotContain(JournalFixture.OtherId);
    }

    [Fact]
    public async Task An_id_that_a_shell_might_run_is_not_suggested()
    {
        _journal.Add("01$(touch x)", "chunk.v1", "{}").Add("01safe", "chunk.v1", "{}");

        var found = await SuggestAsync($"actorstream journal --db {_journal.Path} show 01");

        found.ShouldContain("01safe");
        found.ShouldNotContain(suggestion => suggestion.Contains('$'));
    }

    [Fact]
    public async Task A_journal_that_is_not_there_suggests_nothing_and_says_nothing()
    {
        var line = $"actorstream journal --db {_journal.Folder}/absent.db show 01";

        var outcome = await CommandLine.RunAsync($"[suggest:{line.Length}]", line);

        outcome.Out.ShouldNotContain("absent");
        outcome.Error.ShouldBeEmpty();
    }

    public void Dispose() => _journal.Dispose();

    private static async Task<string[]> SuggestAsync(string line)
    {
        var outcome = await CommandLine.RunAsync($"[suggest:{line.Length}]", line);
        return [.. outcome.Lines.Select(found => found.Trim())];
    }
}
