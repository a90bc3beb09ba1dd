using System.CommandLine;
using ActorStream.Cli.Output;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal ls</c>: the conversations of a journal.</summary>
internal static class ListCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var filter = new FilterOptions(context.Time);
        var command = new CommandWithExamples(
            "ls",
            "Lists conversations, the one with the latest event first.",
            [
                "journal ls -n 5 --db /var/lib/actorstream/journal.db",
                "journal ls --state running --older-than 1h",
                "journal ls --min-size 10M --tenant acme",
                "journal ls --search invoice --deep --json | jq -r .conversationId",
            ]
        );
        filter.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var journal = await options.OpenAsync(parsed, cancellation);
                var summaries = journal.ListAsync(filter.Read(parsed), cancellation);
                if (options.IsJson(parsed))
                {
                    await foreach (var summary in summaries)
                    {
                        JsonLines.Write(context.Out, summary);
                    }
                }
                else
                {
                    // A table's columns are as wide as the widest cell.
                    ConversationTable.Write(context, await summaries.ToListAsync(cancellation));
                }

                return 0;
            }
        );
        return command;
    }
}
