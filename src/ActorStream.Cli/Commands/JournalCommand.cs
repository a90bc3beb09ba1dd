using System.CommandLine;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal</c>: all that operators do with a journal.</summary>
internal static class JournalCommand
{
    public static Command Create(CliContext context)
    {
        var options = new JournalOptions(context);
        var command = new CommandWithExamples(
            "journal",
            "Looks into a journal: its database, also while a server writes, or through a server.",
            [
                "journal ls",
                "journal show 3f8k --db /var/lib/actorstream/journal.db",
                "journal show 3f8k --events --from 100 --json | jq .event.text",
                "journal tail -f",
                "journal ls --server http://127.0.0.1:5080",
            ]
        )
        {
            ListCommand.Create(context, options),
            ShowCommand.Create(context, options),
            TailCommand.Create(context, options),
            ReplayCommand.Create(context, options),
            StatsCommand.Create(context, options),
            DoctorCommand.Create(context, options),
            VerifyCommand.Create(context, options),
            HealCommand.Create(context, options),
            ExportCommand.Create(context, options),
            ImportCommand.Create(context, options),
            EraseCommand.Create(context, options),
            PruneCommand.Create(context, options),
            SnapshotCommand.Create(context, options),
            CompactCommand.Create(context, options),
        };
        options.AddTo(command);
        return command;
    }
}
