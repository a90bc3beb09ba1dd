using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Operations.Conversations;
using Spectre.Console;

namespace ActorStream.Cli.Output;

/// <summary>A transcript for people: who said what, and how each turn ended.</summary>
internal static class TranscriptText
{
    /// <summary>Gaps that the head names; all are named on standard error.</summary>
    private const int MaxGapsInHead = 5;

    private static readonly Style Faint = new(Color.Grey);

    /// <param name="context">Where it goes.</param>
    /// <param name="id">The conversation.</param>
    /// <param name="transcript">What was read of it.</param>
    /// <param name="missing">Numbers without an event.</param>
    /// <param name="isCut">Whether there may be more after what was asked for.</param>
    public static void Write(
        CliContext context,
        string id,
        TranscriptReader transcript,
        IReadOnlyList<MissingRange> missing,
        bool isCut
    )
    {
        var console = Consoles.Create(context);
        Line(console, $"Conversation {id}, {Extent(transcript)}", Faint);
        if (missing.Count > 0)
            Line(console, Missing(missing), new Style(Color.Red));
        foreach (var turn in transcript.Turns)
        {
            Write(console, turn, isCut);
        }
    }

    private static string Missing(IReadOnlyList<MissingRange> missing) =>
        $"Missing: {string.Join(", ", missing.Take(MaxGapsInHead))}"
        + (missing.Count > MaxGapsInHead ? ", and more" : "");

    private static string Extent(TranscriptReader transcript) =>
        transcript switch
        {
            { LastSequenceNr: 0 } => "no event in this range",
            { IsErased: true } => "erased",
            _ => $"to event {transcript.LastSequenceNr}",
        };

    public static string StatusOf(TurnStatus status) =>
        status switch
        {
            TurnStatus.Running => "running",
            TurnStatus.Completed => "completed",
            TurnStatus.Aborted => "aborted",
            TurnStatus.Failed => "failed",
            TurnStatus.Interrupted => "interrupted",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    private static void Write(IAnsiConsole console, TranscriptTurnView turn, bool isCut)
    {
        console.WriteLine();
        Line(
            console,
            FormattableString
                .Invariant(
                    $"── {turn.TurnId}  {turn.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {turn.Provider} {turn.Model}"
                )
                .TrimEnd(),
            Faint
        );
        if (turn.Prompt.Length > 0)
        {
            Line(console, "> " + turn.Prompt, new Style(Color.Green), keepLines: true);
        }

        foreach (var part in turn.Parts)
        {
            var label = part.Kind == ChunkKind.Text ? "" : $"[{ChunkKinds.ToName(part.Kind)}] ";
            Line(
                console,
                label + part.Text,
                part.Kind == ChunkKind.Text ? Style.Plain : Faint,
                keepLines: true
            );
        }

        var detail =
            turn.Reason ?? (turn.Error is { } error ? $"{error.Title} {error.Type}" : null);
        // Whether a turn has ended can't be known from a piece that stops before its end.
        var status =
            isCut && turn.Status == TurnStatus.Running
                ? "to be continued, beyond --to"
                : StatusOf(turn.Status);
        Line(
            console,
            $"── {status}{(detail is null ? "" : $" ({detail})")}",
            turn.Status switch
            {
                TurnStatus.Failed => new Style(Color.Red),
                TurnStatus.Completed => Faint,
                _ => new Style(Color.Yellow),
            }
        );
    }

    /// <summary>Text of strangers never gets to the console but through here.</summary>
    private static void Line(IAnsiConsole console, string text, Style style, bool keepLines = false)
    {
        console.Write(new Text(TerminalText.Escape(text, keepLines), style));
        console.WriteLine();
    }
}
