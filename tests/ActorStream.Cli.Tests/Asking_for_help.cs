namespace ActorStream.Cli.Tests;

public sealed class Asking_for_help
{
    [Theory]
    [InlineData("journal", "actorstream journal tail -f")]
    [InlineData("journal ls", "actorstream journal ls -n 5")]
    [InlineData("journal show", "actorstream journal show 3f8k --events")]
    [InlineData("journal tail", "actorstream journal tail 3f8k -f --json")]
    [InlineData("journal replay", "actorstream journal replay 3f8k --speed 4")]
    [InlineData("journal stats", "actorstream journal stats --json | jq .byTenant")]
    [InlineData("journal doctor", "actorstream journal doctor")]
    [InlineData("completions", "actorstream completions bash")]
    public async Task Every_command_has_examples(string command, string example)
    {
        var outcome = await CommandLine.RunAsync([.. command.Split(' '), "--help"]);

        outcome.ExitCode.ShouldBe(0);
        outcome.Out.ShouldContain("Usage:");
        outcome.Out.ShouldContain(example);
    }

    /// <summary>A program that reads standard output must not find a manual there.</summary>
    [Theory]
    [InlineData("journal show", "Required argument missing")]
    [InlineData("journal ls --sate", "'--sate'")]
    [InlineData("journal lst", "There is no command 'lst'.")]
    [InlineData("journal tail -n -1", "--lines must be at least 0.")]
    public async Task A_wrong_command_line_gets_a_reason_and_the_way_to_the_help(
        string command,
        string reason
    )
    {
        var outcome = await CommandLine.RunAsync(command.Split(' '));

        outcome.ExitCode.ShouldBe(2);
        outcome.Out.ShouldBeEmpty();
        outcome.Error.ShouldContain(reason);
        outcome.Error.ShouldContain("--help'.");
        outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    [Fact]
    public async Task No_command_at_all_gets_the_help_where_complaints_go()
    {
        var outcome = await CommandLine.RunAsync("journal");

        outcome.ExitCode.ShouldBe(2);
        outcome.Out.ShouldBeEmpty();
        outcome.Error.ShouldContain("actorstream journal tail -f");
    }

    [Theory]
    [InlineData("", "[command] [options]")]
    [InlineData("journal ls", "journal ls [options]")]
    public async Task The_program_is_called_what_the_manuals_call_it(string command, string usage)
    {
        string[] words = command.Length == 0 ? [] : command.Split(' ');

        var outcome = await CommandLine.RunAsync([.. words, "--help"]);

        outcome.Out.ShouldContain($"Usage:\n  actorstream {usage}\n");
    }
}
