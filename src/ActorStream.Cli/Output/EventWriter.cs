using ActorStream.Conversations.Events;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;
using Spectre.Console;

namespace ActorStream.Cli.Output;

/// <summary>Stored events, one a line, as they are read.</summary>
internal sealed class EventWriter(CliContext context, bool asJson, bool withConversation)
    : IEventOutput
{
    private const int IdLength = 8;

    private readonly IAnsiConsole _console = Consoles.Create(context);

    public int Unreadable { get; private set; }

    public void Write(StoredEvent stored)
    {
        var (row, conversationEvent, problem) = stored;
        Unreadable += problem is null ? 0 : 1;
        if (asJson)
        {
            JsonLines.Write(context.Out, stored);
            return;
        }

        var turn = (conversationEvent as TurnEvent)?.TurnId.ToString() ?? "";
        var head = FormattableString.Invariant(
            $"{Conversation(row)}{row.SequenceNr, 7}  {row.Created.UtcDateTime:HH:mm:ss.fff}  "
        );
        var name = TerminalText.OneLine(row.Manifest, 24).PadRight(24);
        var room = Math.Max(20, context.Width - head.Length - name.Length - 8);
        var summary = problem ?? Summary(conversationEvent!);
        _console.Write(new Text(head, new Style(Color.Grey)));
        _console.Write(new Text(name, StyleOf(conversationEvent)));
        _console.Write(new Text(FormattableString.Invariant($" {turn, -5} ")));
        _console.Write(new Text(TerminalText.OneLine(summary, room)));
        _console.WriteLine();
    }

    /// <summary>Numbers that have no row, before this one.</summary>
    public void Write(MissingRange gap, StoredEvent before)
    {
        if (asJson)
        {
            JsonLines.Write(context.Out, gap, before.Row.PersistenceId);
            return;
        }

        var head = FormattableString.Invariant($"{Conversation(before.Row)}{gap.From, 7}  ");
        _console.Write(new Text(head, new Style(Color.Grey)));
        _console.Write(new Text(gap.Problem, new Style(Color.Red)));
        _console.WriteLine();
    }

    public void Flush() => context.Out.Flush();

    private string Conversation(JournalRow row)
    {
        if (!withConversation)
        {
            return "";
        }

        var id = TerminalText.Escape(PersistenceIds.ToId(row.PersistenceId));
        return id[..Math.Min(IdLength, id.Length)].PadRight(IdLength + 1);
    }

    private static string Summary(ConversationEvent conversationEvent) =>
        conversationEvent switch
        {
            ConversationStarted started => started.Title ?? "",
            TurnStarted started => $"{started.Provider}: {started.Prompt}",
            ChunkAppended { Kind: ChunkKind.Text } chunk => chunk.Text,
            ChunkAppended chunk => $"[{ChunkKinds.ToName(chunk.Kind)}] {chunk.Text}",
            TurnCompleted { Usage: { } usage } completed =>
                $"{completed.FinishReason}, {usage.InputTokens} + {usage.OutputTokens} tokens",
            TurnCompleted completed => completed.FinishReason,
            TurnAborted aborted => aborted.Reason,
            TurnFailed failed => $"{failed.Failure.Title} ({failed.Failure.Type})",
            TurnInterrupted interrupted => interrupted.Reason,
            _ => "",
        };

    private static Style StyleOf(ConversationEvent? conversationEvent) =>
        conversationEvent switch
        {
            null or TurnFailed => new Style(Color.Red),
            TurnAborted or TurnInterrupted or ConversationDeleted => new Style(Color.Yellow),
            TurnStarted => new Style(Color.Green),
            _ => Style.Plain,
        };
}
