using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Cli.Sources;
using ActorStream.Operations.Databases;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal snapshot</c>: which there are; makes one.</summary>
internal static class SnapshotCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var id = new Argument<string?>("id")
        {
            Description = "Only this conversation: its id, or a beginning that only one has.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var make = new Option<bool>("--make")
        {
            Description =
                "Make the conversation's snapshot, in place of those there are. "
                + "The server must be stopped, or asked to do it: --server.",
        };
        var command = new CommandWithExamples(
            "snapshot",
            "Lists snapshots, or makes one. A snapshot spares a recovery the events before it.",
            ["journal snapshot", "journal snapshot 3f8k --make"]
        )
        {
            id,
            make,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var asJson = options.IsJson(parsed);
                var upkeep = options.Locate(parsed).Upkeep();
                var given = parsed.GetValue(id);
                var snapshots =
                    !parsed.GetValue(make) ? upkeep.SnapshotsAsync(given, cancellation)
                    : given is not null ? upkeep.MakeSnapshotAsync(given, cancellation)
                    : throw new JournalProblem("Say of which conversation.");
                var count = 0;
                await foreach (var snapshot in snapshots)
                {
                    Show(context, asJson, snapshot);
                    count++;
                }

                if (count == 0 && !asJson)
                    context.Out.WriteLine("There is no snapshot.");
                return 0;
            }
        );
        return command;
    }

    private static void Show(CliContext context, bool asJson, SnapshotNote row)
    {
        var id = row.ConversationId;
        if (asJson)
        {
            JsonLines.Line(
                context.Out,
                json =>
                {
                    json.WriteString("conversationId", id);
                    json.WriteNumber("sequenceNr", row.SequenceNr);
                    Timestamps.Write(json, "createdAt"u8, row.CreatedAt);
                    json.WriteString("manifest", row.Manifest);
                    json.WriteNumber("payloadBytes", row.Bytes);
                }
            );
        }
        else
        {
            context.Out.WriteLine(
                $"{TerminalText.Escape(id)} {row.SequenceNr}: {Amounts.Time(row.CreatedAt)}, "
                    + Amounts.Bytes(row.Bytes)
            );
        }
    }
}
