using ActorStream.Conversations.Events;
using ActorStream.Operations.Conversations;
using Spectre.Console;

namespace ActorStream.Cli.Output;

/// <summary>A conversation that unrolls piece by piece, as a viewer saw it.</summary>
internal sealed class PlayedText(CliContext context) : IEventOutput
{
    private static readonly Style Faint = new(Color.Grey);

    private readonly IAnsiConsole _console = Consoles.Create(context);
    private bool _isInLine;

    public int Unreadable { get; private set; }

    public void Write(StoredEvent stored)
    {
        switch (stored.Event)
        {
            case TurnStarted turn:
                Line($"> {turn.Prompt}", new Style(Color.Green));
                break;
            case ChunkAppended chunk:
                // Straight out: a console that wraps lines would break them between two chunks.
                context.Out.Write(TerminalText.Escape(chunk.Text, keepLines: true));
                _isInLine = !chunk.Text.EndsWith('\n');
                break;
            case TurnEnded ended:
                Line(
                    $"── {EndOf(ended)}",
                    ended is TurnCompleted ? Faint : new Style(Color.Yellow)
                );
                break;
            case ConversationDeleted:
                Line("── erased", new Style(Color.Yellow));
                break;
            case null:
                Unreadable++;
                Line(
                    $"── event {stored.Row.SequenceNr} cannot be read: {stored.Problem}",
                    new Style(Color.Red)
                );
                break;
        }
    }

    public void Flush() => context.Out.Flush();

    private static string EndOf(TurnEnded ended) =>
        ended switch
        {
            TurnAborted aborted => $"aborted ({aborted.Reason})",
            TurnFailed failed => $"failed ({failed.Failure.Title})",
            TurnInterrupted interrupted => $"interrupted ({interrupted.Reason})",
            _ => "completed",
        };

    private void Line(string text, Style style)
    {
        if (_isInLine)
        {
            _console.WriteLine();
            _isInLine = false;
        }

        _console.Write(new Text(TerminalText.Escape(text, keepLines: true), style));
        _console.WriteLine();
    }
}
