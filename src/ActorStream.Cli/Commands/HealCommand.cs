using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Cli.Sources;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal heal</c>: puts what must have stood there in place of what is damaged.</summary>
internal static class HealCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var id = new Argument<string?>("id")
        {
            Description = "Only this conversation: its id, or a beginning that only one has.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var apply = ApplyOption.Create(
            "On a stopped server's database, or (--server) by a running server, which goes on meanwhile."
        );
        var quarantine = new Option<string?>("--quarantine")
        {
            Description =
                "The file that damaged rows are kept in. Default: a new one beside the database. A server has "
                + "a folder of its own for them.",
            HelpName = "FILE",
        };
        var command = new CommandWithExamples(
            "heal",
            "Ends open turns and replaces damaged rows, so that every conversation can be used again. "
                + "No event that can be read is changed. Exit code 1 if something cannot be healed.",
            [
                "journal heal",
                "journal heal --apply",
                "journal heal 3f8k --apply --server https://chat.example.org",
            ]
        )
        {
            id,
            apply,
            quarantine,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var asJson = options.IsJson(parsed);
                var order = new HealingOrder(parsed.GetValue(apply), parsed.GetValue(quarantine));
                var notes = new List<HealingNote>();
                Action<HealingNote> note = asJson ? one => Write(context.Out, one) : notes.Add;
                var healing = await ProgressBar.RunAsync(
                    context,
                    asJson,
                    order.Apply ? "Healing" : "Examining",
                    progress =>
                        options
                            .Locate(parsed)
                            .Upkeep()
                            .HealAsync(parsed.GetValue(id), order, note, progress, cancellation)
                );
                if (asJson)
                    Write(context.Out, healing, order.Apply);
                else
                    Tell(context.Out, notes, healing, order.Apply);
                return healing.Summary.Obstacles == 0 ? 0 : 1;
            }
        );
        return command;
    }

    private static void Write(TextWriter output, HealingNote note) =>
        JsonLines.Line(
            output,
            json =>
            {
                json.WriteString("conversationId", note.ConversationId);
                json.WriteNumber("sequenceNr", note.SequenceNr);
                json.WriteString("action", note.Action);
                json.WriteString("reason", note.Reason);
                json.WriteString("lost", note.Lost);
            }
        );

    private static void Write(TextWriter output, Healing healing, bool applied) =>
        JsonLines.Line(
            output,
            json =>
            {
                json.WriteNumber("conversations", healing.Summary.Conversations);
                json.WriteNumber("healed", healing.Summary.Healed);
                json.WriteNumber("steps", healing.Summary.Steps);
                json.WriteNumber("obstacles", healing.Summary.Obstacles);
                json.WriteBoolean("applied", applied);
                json.WriteString("quarantine", healing.Quarantines.FirstOrDefault());
                if (healing.Quarantines.Count < 2)
                    return;
                json.WriteStartArray("quarantines");
                foreach (var file in healing.Quarantines)
                    json.WriteStringValue(file);
                json.WriteEndArray();
            }
        );

    private static void Tell(
        TextWriter output,
        List<HealingNote> notes,
        Healing healing,
        bool applied
    )
    {
        foreach (var note in notes)
        {
            output.WriteLine(
                TerminalText.Escape(
                    note.ConversationId.Length == 0
                        ? $"journal: {note.Action}. {note.Reason}"
                        : $"{note.ConversationId} {note.SequenceNr}: {note.Action}. {note.Reason}"
                            + LossOf(note.Lost)
                )
            );
        }

        var summary = healing.Summary;
        output.WriteLine(
            $"{Amounts.Of(summary.Steps, "step")} in {Amounts.Count(summary.Healed)} of "
                + $"{Amounts.Of(summary.Conversations, "conversation")}"
                + (
                    applied ? " done."
                    : summary.Steps == 0 ? "; there is nothing to heal."
                    : "; nothing was changed, --apply does it."
                )
                + (
                    summary.Obstacles == 0
                        ? ""
                        : $" {Amounts.Count(summary.Obstacles)} cannot be healed."
                )
        );
        foreach (var file in healing.Quarantines)
            output.WriteLine($"The damaged rows are in {TerminalText.Escape(file)}.");
    }

    private static string LossOf(string? lost) =>
        lost switch
        {
            null => "",
            "start" => " Lost: the conversation's title and tenant.",
            "prompt" => " Lost: a prompt.",
            "chunk" => " Lost: a piece of an answer.",
            "end" => " Lost: how a turn ended.",
            _ => $" Lost: {lost}.",
        };
}
