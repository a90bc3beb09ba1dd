using System.CommandLine;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal</c>: looks into a journal's database, never changes it.</summary>
internal static class JournalCommand
{
    public static Command Create(CliContext context)
    {
        var options = new JournalOptions(context);
        var command = new CommandWithExamples(
            "journal",
            "Looks into a journal's database file. Only reads, also while a server writes.",
            [
                "journal ls",
                "journal show 3f8k --db /var/lib/actorstream/journal.db",
                "journal show 3f8k --events --from 100 --json | jq .event.text",
                "journal tail -f",
            ]
        )
        {
            ListCommand.Create(context, options),
            ShowCommand.Create(context, options),
            TailCommand.Create(context, options),
        };
        options.AddTo(command);
        return command;
    }
}
