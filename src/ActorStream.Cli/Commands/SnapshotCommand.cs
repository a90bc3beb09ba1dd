using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Operations.Compacting;
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
                + "The server must be stopped.",
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
                if (!parsed.GetValue(make))
                {
                    await using var database = await options.Target(parsed).OpenAsync(cancellation);
                    var one = parsed.GetValue(id) is { } named
                        ? (await JournalIds.ResolveAsync(database, [named], cancellation))[0]
                        : null;
                    await foreach (var row in database.SnapshotsAsync(one, cancellation))
                        Show(context, asJson, row);
                    return 0;
                }

                if (parsed.GetValue(id) is not { } given)
                    throw new JournalProblem("Say of which conversation.");
                await using var maintenance = await options
                    .Target(parsed)
                    .OpenForMaintenanceAsync(create: false, cancellation);
                var whose = (
                    await JournalIds.ResolveAsync(maintenance.Database, [given], cancellation)
                )[0];
                if (
                    await SnapshotMaker.MakeAsync(
                        maintenance,
                        whose,
                        context.Time.GetUtcNow(),
                        cancellation
                    )
                    is null
                )
                {
                    throw new JournalProblem("It has no finished turn to make a snapshot of.");
                }

                await foreach (var row in maintenance.Database.SnapshotsAsync(whose, cancellation))
                {
                    Show(context, asJson, row);
                }

                return 0;
            }
        );
        return command;
    }

    private static void Show(CliContext context, bool asJson, SnapshotRow row)
    {
        var id = PersistenceIds.ToId(row.PersistenceId);
        if (asJson)
        {
            JsonLines.Line(
                context.Out,
                json =>
                {
                    json.WriteString("conversationId", id);
                    json.WriteNumber("sequenceNr", row.SequenceNr);
                    Timestamps.Write(json, "createdAt"u8, row.Created);
                    json.WriteString("manifest", row.Manifest);
                    json.WriteNumber("payloadBytes", row.Payload.Length);
                }
            );
        }
        else
        {
            context.Out.WriteLine(
                $"{TerminalText.Escape(id)} {row.SequenceNr}: {Amounts.Time(row.Created)}, "
                    + Amounts.Bytes(row.Payload.Length)
            );
        }
    }
}
