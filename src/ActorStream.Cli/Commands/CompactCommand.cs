using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Operations.Compacting;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal compact</c>: gives back the space of what is gone.</summary>
internal static class CompactCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var command = new CommandWithExamples(
            "compact",
            "Drops snapshots that a newer one has replaced, and rewrites the database without the space "
                + "of rows that are gone. The server must be stopped.",
            ["journal compact"]
        );
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var target = await options.Locate(parsed).TakeAsync("compact", cancellation);
                await using var maintenance = await target.OpenForMaintenanceAsync(
                    create: false,
                    cancellation
                );
                var dropped = await SnapshotSweep.DropOldAsync(maintenance, cancellation);
                await maintenance.CompactAsync(cancellation);
                if (options.IsJson(parsed))
                {
                    JsonLines.Line(
                        context.Out,
                        json => json.WriteNumber("droppedSnapshots", dropped)
                    );
                }
                else
                {
                    context.Out.WriteLine(
                        $"Compacted; {Amounts.Count(dropped)} old snapshots dropped."
                    );
                }

                return 0;
            }
        );
        return command;
    }
}
