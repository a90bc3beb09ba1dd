using System.CommandLine;
using ActorStream.Cli.Output;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal erase</c>: conversations, for good.</summary>
internal static class EraseCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var ids = new Argument<string[]>("id")
        {
            Description = "Which conversations: ids, or beginnings that only one has.",
            Arity = ArgumentArity.OneOrMore,
        };
        var apply = ApplyOption.Create("The server must be stopped, or asked to do it: --server.");
        var command = new CommandWithExamples(
            "erase",
            "Erases conversations and compacts the database, so that nothing of their text is left in "
                + "its files. Cannot be undone.",
            ["journal erase 3f8k", "journal erase 3f8k2m9q --apply"]
        )
        {
            ids,
            apply,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var given = parsed.GetRequiredValue(ids);
                var applies = parsed.GetValue(apply);
                var erasure = new Erasure(context, options.IsJson(parsed), applies);
                await erasure.RunAsync(progress =>
                    options
                        .Locate(parsed)
                        .Upkeep()
                        .EraseAsync(
                            given,
                            applies,
                            id => erasure.Show(id, "asked"),
                            progress,
                            cancellation
                        )
                );
                return 0;
            }
        );
        return command;
    }
}
