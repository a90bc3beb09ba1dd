using System.CommandLine;
using System.CommandLine.Help;
using ActorStream.Cli.Output;

namespace ActorStream.Cli.Commands;

/// <summary>
/// What is said of a command line that cannot be understood: the reason, and where help is. Not the
/// help itself, which would push the reason off the screen, and nothing on standard output, where a
/// program expects results.
/// </summary>
internal static class WrongUsage
{
    public static int Explain(ParseResult parsed, TextWriter error, int exitCode)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0)
        {
            // `actorstream journal` asks what there is.
            ShowHelp(parsed, error);
            return exitCode;
        }

        // A word that is no command makes the missing command an error too, which explains nothing.
        var unknown = parsed.UnmatchedTokens;
        var reasons =
            unknown.Count > 0 && command.Subcommands.Count > 0
                ? [$"There is no command '{unknown[0]}'."]
                : parsed.Errors.Select(problem => problem.Message).Distinct(StringComparer.Ordinal);
        foreach (var reason in reasons)
        {
            error.WriteLine(TerminalText.Escape(reason.ReplaceLineEndings(" ").Replace('\t', ' ')));
        }

        error.WriteLine($"See '{CommandWithExamples.NameOf(parsed.CommandResult)} --help'.");
        return exitCode;
    }

    private static void ShowHelp(ParseResult parsed, TextWriter error)
    {
        parsed.InvocationConfiguration.Output = error;
        var help = parsed.RootCommandResult.Command.Options.OfType<HelpOption>().Single();
        ((System.CommandLine.Invocation.SynchronousCommandLineAction)help.Action!).Invoke(parsed);
    }
}
