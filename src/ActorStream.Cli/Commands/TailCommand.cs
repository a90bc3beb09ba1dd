using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Cli.Sources;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal tail</c>: the latest events, and those to come.</summary>
internal static class TailCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var id = new Argument<string?>("id")
        {
            Description = "Only this conversation: its id, or a beginning that only one has.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "id",
        };
        id.CompletionSources.Add(options.Suggest);
        var follow = new Option<bool>("--follow", "-f")
        {
            Description = "Keep on showing what is written, until Ctrl-C.",
        };
        var count = new Option<int>("--lines", "-n")
        {
            Description = "How many events of the past.",
            DefaultValueFactory = _ => 10,
        };
        count.AtLeast(0);
        var command = new CommandWithExamples(
            "tail",
            "Shows the latest events.",
            [
                "journal tail -n 100",
                "journal tail 3f8k -f --json",
                "journal tail -f --server https://chat.example.org",
            ]
        )
        {
            id,
            follow,
            count,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var journal = await options.OpenAsync(parsed, cancellation);
                var conversation = parsed.GetValue(id) is { } given
                    ? await JournalIds.ResolveAsync(journal, given, cancellation)
                    : null;
                var output = new EventWriter(
                    context,
                    options.IsJson(parsed),
                    withConversation: conversation is null
                );
                var events = journal.TailAsync(
                    conversation,
                    parsed.GetValue(count),
                    parsed.GetValue(follow),
                    cancellation
                );
                try
                {
                    await foreach (var stored in events)
                    {
                        output.Write(stored);
                        output.Flush();
                    }
                }
                catch (OperationCanceledException) when (parsed.GetValue(follow))
                {
                    // Ctrl-C is how following ends.
                }

                return 0;
            }
        );
        return command;
    }
}
