using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Cli.Sources;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Exporting;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal import</c>: reads what <c>journal export</c> wrote.</summary>
internal static class ImportCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var path = new Argument<string>("file") { Description = "An export." };
        var command = new CommandWithExamples(
            "import",
            "Reads an export into a journal, which is made if it is missing. Each conversation comes "
                + "whole or not at all; those that exist are refused. The server must be stopped, or asked "
                + "to do it: --server. "
                + "Exit code 1 if any was refused.",
            ["journal import journal.jsonl", "journal import journal.jsonl --db copy.db"]
        )
        {
            path,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var asJson = options.IsJson(parsed);
                await using var input = Open(parsed.GetRequiredValue(path));
                var summary = await options
                    .Locate(parsed)
                    .Upkeep()
                    .ImportAsync(input, refusal => Show(context, asJson, refusal), cancellation);
                Show(context, asJson, summary);
                return summary.Refused == 0 ? 0 : 1;
            }
        );
        return command;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalProblem(
                $"{path} cannot be read: {error.Message}",
                JournalProblemKind.Missing,
                error
            );
        }
    }

    private static void Show(CliContext context, bool asJson, ImportNote refusal)
    {
        var id = refusal.ConversationId;
        if (asJson)
        {
            JsonLines.Line(
                context.Out,
                json =>
                {
                    json.WriteString("conversationId", id);
                    json.WriteString("refused", refusal.Reason);
                }
            );
        }
        else
        {
            context.Out.WriteLine(
                $"{(id is null ? "The export" : TerminalText.Escape(id))}: "
                    + TerminalText.Escape(refusal.Reason)
            );
        }
    }

    private static void Show(CliContext context, bool asJson, ImportSummary summary)
    {
        if (asJson)
        {
            JsonLines.Line(
                context.Out,
                json =>
                {
                    json.WriteNumber("imported", summary.Imported);
                    json.WriteNumber("events", summary.Events);
                    json.WriteNumber("refusals", summary.Refused);
                }
            );
        }
        else
        {
            context.Out.WriteLine(
                $"{Amounts.Of(summary.Events, "event")} of "
                    + $"{Amounts.Of(summary.Imported, "conversation")} imported, "
                    + $"{Amounts.Count(summary.Refused)} refused."
            );
        }
    }
}
