using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Cli.Sources;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal compact</c>: gives back the space of what is gone.</summary>
internal static class CompactCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var id = new Argument<string?>("id")
        {
            Description =
                "Only this conversation of a running server: its id, or a beginning of it.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new CommandWithExamples(
            "compact",
            "Drops snapshots that a newer one has replaced, and rewrites the database without the space "
                + "of rows that are gone; a running server (--server) does that on PostgreSQL only. No "
                + "event goes.",
            ["journal compact", "journal compact 3f8k --server http://127.0.0.1:5080"]
        )
        {
            id,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var asJson = options.IsJson(parsed);
                var compacted = await ProgressBar.RunAsync(
                    context,
                    asJson,
                    "Compacting",
                    progress =>
                        options
                            .Locate(parsed)
                            .Upkeep()
                            .CompactAsync(parsed.GetValue(id), progress, cancellation)
                );
                if (asJson)
                    Write(context.Out, compacted);
                else
                    Tell(context.Out, compacted);
                return compacted.Problem is null ? 0 : 1;
            }
        );
        return command;
    }

    private static void Write(TextWriter output, Compacted compacted) =>
        JsonLines.Line(
            output,
            json =>
            {
                json.WriteNumber("droppedSnapshots", compacted.DroppedSnapshots);
                json.WriteNumber("skipped", compacted.Skipped);
                json.WriteBoolean("rewritten", compacted.IsRewritten);
                if (compacted.Problem is { } problem)
                    json.WriteString("problem", problem);
                if (compacted.LogProblem is { } log)
                    json.WriteString("logProblem", log);
            }
        );

    private static void Tell(TextWriter output, Compacted compacted)
    {
        output.WriteLine(
            $"Compacted; {Amounts.Of(compacted.DroppedSnapshots, "old snapshot")} dropped."
        );
        if (compacted.Skipped > 0)
        {
            output.WriteLine(
                $"In use, and passed over: {Amounts.Of(compacted.Skipped, "conversation")}."
            );
        }

        if (compacted.Problem is { } problem)
        {
            output.WriteLine(
                $"The database was not rewritten: {TerminalText.Escape(problem)} It is as it was."
            );
        }
        else if (compacted.LogProblem is { } log)
        {
            output.WriteLine(TerminalText.Escape(Compacted.LogMayHoldIt(log)));
        }
        else if (!compacted.IsRewritten)
        {
            output.WriteLine(
                "The database keeps the space for new rows; only a stopped server's can be rewritten."
            );
        }
    }
}
