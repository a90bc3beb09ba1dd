using System.CommandLine;
using ActorStream.Cli.Output;
using ActorStream.Cli.Reading;

namespace ActorStream.Cli.Commands;

/// <summary><c>journal tail</c>: the latest events, and those to come.</summary>
internal static class TailCommand
{
    /// <summary>Rows in one question, so that a long backlog does not sit in memory.</summary>
    private const int PageLength = 1000;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public static Command Create(CliContext context, JournalOptions options)
    {
        var id = new Argument<string?>("id")
        {
            Description = "Only this conversation: its id, or a beginning that only one has.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var follow = new Option<bool>("--follow", "-f")
        {
            Description = "Keep on showing what is written, until Ctrl-C.",
        };
        var count = new Option<int>("--lines", "-n")
        {
            Description = "How many events of the past.",
            DefaultValueFactory = _ => 10,
        };
        var command = new CommandWithExamples(
            "tail",
            "Shows the latest events.",
            ["journal tail -n 100", "journal tail 3f8k -f --json"]
        )
        {
            id,
            follow,
            count,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                using var journal = options.Open(parsed);
                var conversation = parsed.GetValue(id) is { } given
                    ? JournalOptions.Resolve(journal, given)
                    : null;
                var output = new EventWriter(
                    context,
                    options.IsJson(parsed),
                    withConversation: conversation is null
                );
                var last = WriteAfter(
                    journal,
                    parsed.GetValue(count) > 0
                        ? journal.OrderingBeforeLast(parsed.GetValue(count), conversation)
                        : journal.LastOrdering(),
                    conversation,
                    output
                );
                if (parsed.GetValue(follow))
                {
                    await FollowAsync(context, journal, last, conversation, output, cancellation);
                }

                return 0;
            }
        );
        return command;
    }

    private static async Task FollowAsync(
        CliContext context,
        JournalFile journal,
        long last,
        string? conversation,
        EventWriter output,
        CancellationToken cancellation
    )
    {
        using var timer = new PeriodicTimer(PollInterval, context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                last = WriteAfter(journal, last, conversation, output);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how this command ends.
        }
    }

    /// <summary>Writes all rows after a place and returns the place of the last row that there is.</summary>
    private static long WriteAfter(
        JournalFile journal,
        long ordering,
        string? conversation,
        EventWriter output
    )
    {
        var end = journal.LastOrdering();
        var written = PageLength;
        while (written == PageLength)
        {
            written = 0;
            foreach (var row in journal.RowsAfter(ordering, conversation, PageLength))
            {
                output.Write(row);
                ordering = row.Ordering;
                written++;
            }
        }

        output.Flush();
        return Math.Max(ordering, end);
    }
}
