using System.CommandLine;
using ActorStream.Cli.Output;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal ls</c>: the conversations of a journal.</summary>
internal static class ListCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var limit = new Option<int>("--limit", "-n")
        {
            Description = "How many conversations at most; those with the latest events.",
            DefaultValueFactory = _ => 50,
        };
        var command = new CommandWithExamples(
            "ls",
            "Lists conversations, the one with the latest event first.",
            ["journal ls -n 5 --db /var/lib/actorstream/journal.db"]
        )
        {
            limit,
        };
        command.SetAction(parsed =>
        {
            using var journal = options.Open(parsed);
            var summaries = journal.List(parsed.GetValue(limit));
            if (options.IsJson(parsed))
            {
                JsonLines.Write(context.Out, summaries);
            }
            else
            {
                ConversationTable.Write(context, summaries);
            }
        });
        return command;
    }
}
