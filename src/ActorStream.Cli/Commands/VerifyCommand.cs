using System.CommandLine;
using System.Text.Json;
using ActorStream.Cli.Output;
using ActorStream.Operations.Databases;
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
                await using var database = await options.Target(parsed).OpenAsync(cancellation);
                var findings = new List<Finding>();
                // Programs read along; a bar and lines in one terminal do not mix.
                Action<Finding> found = asJson
                    ? finding => Write(context.Out, finding)
                    : findings.Add;
                var summary = parsed.GetValue(id) is { } given
                    ? await JournalVerifier.VerifyAsync(
                        database,
                        (await JournalIds.ResolveAsync(database, [given], cancellation))[0],
                        found,
                        cancellation
                    )
                    : await ProgressBar.RunAsync(
                        context,
                        asJson,
                        "Verifying",
                        () => database.CountRowsAsync(cancellation),
                        progress =>
                            JournalVerifier.VerifyAsync(database, found, progress, cancellation)
                    );
                Write(context.Out, asJson, findings, summary);
                return summary.Findings == 0 ? 0 : 1;
            }
        );
        return command;
    }

    private static void Write(TextWriter output, Finding finding) =>
        JsonLines.Line(
            output,
            json =>
            {
                json.WriteString("conversationId", PersistenceIds.ToId(finding.PersistenceId));
                json.WriteNumber("sequenceNr", finding.SequenceNr);
                json.WriteString("kind", NameOf(finding.Kind));
                json.WriteString("reason", finding.Reason);
            }
        );

    private static void Write(
        TextWriter output,
        bool asJson,
        List<Finding> findings,
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
                $"{TerminalText.Escape(PersistenceIds.ToId(finding.PersistenceId))} "
                    + $"{finding.SequenceNr}: {NameOf(finding.Kind)}. {finding.Reason}"
            );
        }

        output.WriteLine(
            $"{Amounts.Count(summary.Rows)} events of {Amounts.Count(summary.Conversations)} "
                + $"conversations and {Amounts.Count(summary.Snapshots)} snapshots: "
                + (
                    summary.Findings == 0
                        ? "no damage."
                        : $"{Amounts.Count(summary.Findings)} findings. See 'journal heal'."
                )
                + (
                    summary.OpenTurns == 0
                        ? ""
                        : $" {Amounts.Count(summary.OpenTurns)} turns are open."
                )
        );
    }

    private static string NameOf(FindingKind kind) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
