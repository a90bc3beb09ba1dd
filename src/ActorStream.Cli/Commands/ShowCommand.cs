using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Cli.Reading;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal show</c>: one conversation, as transcript or event by event.</summary>
internal static class ShowCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var id = new Argument<string>("id")
        {
            Description = "The conversation's id, or a beginning that only one has.",
        };
        var events = new Option<bool>("--events")
        {
            Description = "Every stored event in place of the transcript.",
        };
        var from = new Option<long>("--from")
        {
            Description = "The first sequence number.",
            DefaultValueFactory = _ => 1,
        };
        var to = new Option<long>("--to")
        {
            Description = "The last sequence number.",
            DefaultValueFactory = _ => long.MaxValue,
        };
        var command = new CommandWithExamples(
            "show",
            "Shows one conversation.",
            [
                "journal show 3f8k2m9q0c7vtxh1zr5ndwpy64",
                "journal show 3f8k --events --from 100 --to 120",
            ]
        )
        {
            id,
            events,
            from,
            to,
        };
        command.SetAction(parsed =>
        {
            using var journal = options.Open(parsed);
            var conversation = JournalOptions.Resolve(journal, parsed.GetRequiredValue(id));
            var rows = journal.Rows(conversation, parsed.GetValue(from), parsed.GetValue(to));
            return parsed.GetValue(events)
                ? ShowEvents(context, rows, options.IsJson(parsed))
                : ShowTranscript(context, conversation, rows, options.IsJson(parsed));
        });
        return command;
    }

    private static int ShowEvents(CliContext context, IEnumerable<JournalRow> rows, bool asJson)
    {
        var output = new EventWriter(context, asJson, withConversation: false);
        foreach (var row in rows)
        {
            output.Write(row);
        }

        return output.Unreadable == 0 ? 0 : 1;
    }

    private static int ShowTranscript(
        CliContext context,
        string id,
        IEnumerable<JournalRow> rows,
        bool asJson
    )
    {
        var reader = new TranscriptReader();
        foreach (var row in rows)
        {
            reader.Add(row);
        }

        if (asJson)
        {
            JsonLines.Write(context.Out, id, reader);
        }
        else
        {
            TranscriptText.Write(context, id, reader);
        }

        foreach (var (sequenceNr, problem) in reader.Unreadable)
        {
            context.Error.WriteLine($"Event {sequenceNr}: {TerminalText.Escape(problem)}");
        }

        return reader.Unreadable.Count == 0 ? 0 : 1;
    }
}
