using System.CommandLine;
using ActorStream.Operations.Databases;

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
        var apply = ApplyOption.Create();
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
                var erasure = new Erasure(context, options.IsJson(parsed));
                var given = parsed.GetRequiredValue(ids);
                if (!parsed.GetValue(apply))
                {
                    await using var database = await options.Target(parsed).OpenAsync(cancellation);
                    foreach (var id in await JournalIds.ResolveAsync(database, given, cancellation))
                    {
                        erasure.Show(id, "asked");
                    }

                    erasure.End(0, applied: false);
                    return 0;
                }

                await using var maintenance = await options
                    .Target(parsed)
                    .OpenForMaintenanceAsync(create: false, cancellation);
                var found = await JournalIds.ResolveAsync(
                    maintenance.Database,
                    given,
                    cancellation
                );
                foreach (var id in found)
                    erasure.Show(id, "asked");
                erasure.End(
                    await erasure.RunAsync(maintenance, found, cancellation),
                    applied: true
                );
                return 0;
            }
        );
        return command;
    }
}
