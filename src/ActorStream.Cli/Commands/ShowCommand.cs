using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Cli.Sources;
using ActorStream.Operations.Conversations;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal show</c>: one conversation, as transcript or event by event.</summary>
internal static class ShowCommand
{
    public static Command Create(CliContext context, JournalOptions options)
    {
        var id = options.Conversation();
        var events = new Option<bool>("--events")
        {
            Description = "Every stored event in place of the transcript.",
        };
        var range = new RangeOptions();
        var command = new CommandWithExamples(
            "show",
            "Shows one conversation. Exit code 1 if an event cannot be read or is missing; the rest is shown.",
            [
                "journal show 3f8k2m9q0c7vtxh1zr5ndwpy64",
                "journal show 3f8k --events --from 100 --to 120",
                "journal show 3f8k --server http://127.0.0.1:5080",
            ]
        )
        {
            id,
            events,
        };
        range.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                await using var journal = await options.OpenAsync(parsed, cancellation);
                var conversation = await JournalIds.ResolveAsync(
                    journal,
                    parsed.GetRequiredValue(id),
                    cancellation
                );
                var (from, to) = range.Read(parsed);
                var stored = journal.EventsAsync(conversation, from, to, cancellation);
                var missing = new MissingEvents(from);
                return parsed.GetValue(events)
                    ? await ShowEventsAsync(context, stored, missing, options.IsJson(parsed))
                    : await ShowTranscriptAsync(
                        context,
                        conversation,
                        stored,
                        missing,
                        isCut: to < long.MaxValue,
                        options.IsJson(parsed)
                    );
            }
        );
        return command;
    }

    private static async Task<int> ShowEventsAsync(
        CliContext context,
        IAsyncEnumerable<StoredEvent> events,
        MissingEvents missing,
        bool asJson
    )
    {
        var output = new EventWriter(context, asJson, withConversation: false);
        await foreach (var stored in events)
        {
            if (missing.Before(stored) is { } gap)
                output.Write(gap, stored);
            output.Write(stored);
        }

        return output.Unreadable == 0 && missing.Ranges.Count == 0 ? 0 : 1;
    }

    private static async Task<int> ShowTranscriptAsync(
        CliContext context,
        string id,
        IAsyncEnumerable<StoredEvent> events,
        MissingEvents missing,
        bool isCut,
        bool asJson
    )
    {
        var reader = new TranscriptReader();
        await foreach (var stored in events)
        {
            _ = missing.Before(stored);
            reader.Add(stored);
        }

        if (asJson)
        {
            JsonLines.Write(context.Out, id, reader, missing.Ranges);
        }
        else
        {
            TranscriptText.Write(context, id, reader, missing.Ranges, isCut);
        }

        foreach (var (sequenceNr, problem) in reader.Unreadable)
        {
            await context.Error.WriteLineAsync(
                $"Event {sequenceNr}: {TerminalText.Escape(problem)}"
            );
        }

        foreach (var gap in missing.Ranges)
            await context.Error.WriteLineAsync($"Event {gap.From}: {gap.Problem}");
        return reader.Unreadable.Count == 0 && missing.Ranges.Count == 0 ? 0 : 1;
    }
}
