using ActorStream.Cli.Reading;
using Spectre.Console;

namespace ActorStream.Cli.Output;

/// <summary>Conversations as a table for people.</summary>
internal static class ConversationTable
{
    private const int MaxTitleLength = 48;

    public static void Write(CliContext context, IReadOnlyList<ConversationSummary> summaries)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("Conversation").NoWrap());
        table.AddColumn("Title");
        table.AddColumn(new TableColumn("Turns").RightAligned());
        table.AddColumn(new TableColumn("Events").RightAligned());
        table.AddColumn("State");
        table.AddColumn(new TableColumn("Updated (UTC)").NoWrap());
        foreach (var summary in summaries)
        {
            table.AddRow(
                new Text(TerminalText.Escape(summary.Id)),
                new Text(TerminalText.OneLine(summary.Title ?? "", MaxTitleLength)),
                new Text(FormattableString.Invariant($"{summary.Turns:#,0}")),
                new Text(FormattableString.Invariant($"{summary.Events:#,0}")),
                new Text(JsonLines.StateOf(summary.State), StyleOf(summary.State)),
                new Text(
                    FormattableString.Invariant(
                        $"{summary.UpdatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}"
                    )
                )
            );
        }

        Consoles.Create(context).Write(table);
    }

    /// <summary>The conversation's id, or the whole persistence id where it is not one of ours.</summary>
    public static string IdOf(JournalRow row) =>
        row.PersistenceId.StartsWith(JournalQueries.Prefix, StringComparison.Ordinal)
            ? row.PersistenceId[JournalQueries.Prefix.Length..]
            : row.PersistenceId;

    private static Style StyleOf(ConversationStanding standing) =>
        standing switch
        {
            ConversationStanding.Running => new Style(Color.Green),
            ConversationStanding.Deleted => new Style(Color.Grey),
            _ => Style.Plain,
        };
}
