using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Operations.Checks;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal doctor</c>: looks at what could be wrong.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var command = new CommandWithExamples(
            "doctor",
            "Looks at configuration, layout, permissions, disk, versions and lock. Changes nothing. "
                + "Exit code 1 if something failed; warnings are none.",
            [
                "journal doctor",
                "journal doctor --db /var/lib/actorstream/journal.db --json",
                "journal doctor --server http://127.0.0.1:5080",
            ]
        );
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var checks = await options.Locate(parsed).ExamineAsync(cancellation);
                if (options.IsJson(parsed))
                {
                    foreach (var check in checks)
                    {
                        JsonLines.Write(context.Out, check);
                    }
                }
                else
                {
                    CheckTable.Write(context, checks);
                }

                return checks.Any(check => check.Status == CheckStatus.Failed) ? 1 : 0;
            }
        );
        return command;
    }
}
