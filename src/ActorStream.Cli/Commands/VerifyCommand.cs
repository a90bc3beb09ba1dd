using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Cli.Sources;
using ActorStream.Operations.Verifying;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal verify</c>: looks for damage.</summary>
internal static class VerifyCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var id = new Argument<string?>("id")
        {
            Description = "Only this conversation: its id, or a beginning that only one has.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new CommandWithExamples(
            "verify",
            "Looks for damage in the whole journal, or in one conversation. Only reads. "
                + "Exit code 0 if there is none, 1 if there is.",
            [
                "journal verify",
                "journal verify 3f8k",
                "journal verify --server http://127.0.0.1:5080",
                "journal verify --json | jq -r 'select(.kind) | .conversationId'",
            ]
        )
        {
            id,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var asJson = options.IsJson(parsed);
                var findings = new List<Damage>();
                // Programs read along; a bar and lines in one terminal do not mix.
                Action<Damage> found = asJson
                    ? finding => Write(context.Out, finding)
                    : findings.Add;
                var summary = await ProgressBar.RunAsync(
                    context,
                    asJson,
                    "Verifying",
                    progress =>
                        options
                            .Locate(parsed)
                            .Upkeep()
                            .VerifyAsync(parsed.GetValue(id), found, progress, cancellation)
                );
                Write(context.Out, asJson, findings, summary);
                return summary.Findings == 0 ? 0 : 1;
            }
        );
        return command;
    }

    private static string Place(Damage finding) =>
        finding.ConversationId.Length == 0
            ? "journal"
            : $"{finding.ConversationId} {finding.SequenceNr}";

    private static void Write(TextWriter output, Damage finding) =>
        JsonLines.Line(
            output,
            json =>
            {
                json.WriteString("conversationId", finding.ConversationId);
                json.WriteNumber("sequenceNr", finding.SequenceNr);
                json.WriteString("kind", finding.Kind);
                json.WriteString("reason", finding.Reason);
            }
        );

    private static void Write(
        TextWriter output,
        bool asJson,
        List<Damage> findings,
        VerificationSummary summary
    )
    {
        if (asJson)
        {
            JsonLines.Line(
                output,
                json =>
                {
                    json.WriteNumber("rows", summary.Rows);
                    json.WriteNumber("conversations", summary.Conversations);
                    json.WriteNumber("snapshots", summary.Snapshots);
                    json.WriteNumber("openTurns", summary.OpenTurns);
                    json.WriteNumber("findings", summary.Findings);
                }
            );
            return;
        }

        foreach (var finding in findings)
        {
            output.WriteLine(
                TerminalText.Escape($"{Place(finding)}: {finding.Kind}. {finding.Reason}")
            );
        }

        output.WriteLine(
            $"{Amounts.Of(summary.Rows, "event")} of "
                + $"{Amounts.Of(summary.Conversations, "conversation")} and "
                + $"{Amounts.Of(summary.Snapshots, "snapshot")}: "
                + (
                    summary.Findings == 0
                        ? "no damage."
                        : $"{Amounts.Of(summary.Findings, "finding")}. See 'journal heal'."
                )
                + (summary.OpenTurns == 0 ? "" : $" Open: {Amounts.Of(summary.OpenTurns, "turn")}.")
        );
    }
}
