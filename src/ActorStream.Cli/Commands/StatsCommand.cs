using System.CommandLine;
using ActorStream.Cli.Output;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal stats</c>: counts and sizes.</summary>
internal static class StatsCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var command = new CommandWithExamples(
            "stats",
            "Counts conversations, turns and events, and what they take. Reads every row.",
            [
                "journal stats",
                "journal stats --json | jq .byTenant",
                "journal stats --server http://127.0.0.1:5080",
            ]
        );
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var journal = await options.OpenAsync(parsed, cancellation);
                var overview = await journal.OverviewAsync(cancellation);
                if (options.IsJson(parsed))
                {
                    JsonLines.Write(context.Out, overview);
                }
                else
                {
                    OverviewText.Write(context, journal.Name, overview);
                }

                return 0;
            }
        );
        return command;
    }
}
