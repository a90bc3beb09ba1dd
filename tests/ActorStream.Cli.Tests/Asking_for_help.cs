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
