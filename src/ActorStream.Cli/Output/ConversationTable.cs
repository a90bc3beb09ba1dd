using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ActorStream.Cli.Output;

/// <summary>
/// Conversations as a table for people, one line each: what has no room on a narrow terminal is left
/// out whole, and titles are cut short.
/// </summary>
internal static class ConversationTable
{
    private const int MaxTitleLength = 48;
    private const int MaxTenantLength = 24;

    /// <summary>A title of which less can be seen helps nobody.</summary>
    private const int MinTitleWidth = 12;

    /// <summary>Columns beside the cells: between two of them, and at both ends together.</summary>
    private const int Between = 3;
    private const int Ends = 4;

    private static readonly Column Title = new(
        "Title",
        one => TerminalText.OneLine(one.Title ?? "", MaxTitleLength)
    );

    private static readonly Column Tenant = new(
        "Tenant",
        one => TerminalText.OneLine(one.Tenant ?? "", MaxTenantLength)
    );

    private static readonly Column Turns = Number("Turns", one => Amounts.Count(one.Turns));
    private static readonly Column Events = Number("Events", one => Amounts.Count(one.Events));
    private static readonly Column Size = Number("Size", one => Amounts.Bytes(one.PayloadBytes));

    private static readonly Column Updated = new(
        "Updated (UTC)",
        one => Amounts.Time(one.UpdatedAt)
    );

    private static readonly Column UpdatedShortly = new(
        "Updated",
        one => FormattableString.Invariant($"{one.UpdatedAt.UtcDateTime:MM-dd HH:mm}")
    );

    private static readonly Column[] All =
    [
        new("Conversation", one => TerminalText.Escape(one.Id)),
        Title,
        Tenant,
        Turns,
        Events,
        Size,
        new("State", one => ConversationStandings.ToName(one.State))
        {
            StyleOf = one => StyleOf(one.State),
        },
        Updated,
    ];

    /// <summary>What is left out first where there is no room.</summary>
    private static readonly Column[] Dispensable = [Size, Events, Turns, Tenant, Title];

    public static void Write(CliContext context, IReadOnlyList<ConversationSummary> summaries)
    {
        if (summaries.Count == 0)
        {
            context.Out.WriteLine("There is no such conversation.");
            return;
        }

        var columns = Fitting(context.Width, summaries);
        var room = context.Width - columns.Where(one => one != Title).Sum(WidthOf) - Gaps(columns);
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            var shown = new TableColumn(column.Name).NoWrap();
            if (column.IsNumber)
                shown.RightAligned();
            table.AddColumn(shown);
        }

        foreach (var summary in summaries)
        {
            table.AddRow(
                columns.Select(column => new Text(
                    column == Title ? TitleOf(summary, room) : column.Cell(summary),
                    column.StyleOf(summary)
                ))
            );
        }

        Consoles.Create(context).Write(table);

        int WidthOf(Column column) => Width(column, summaries);
    }

    private static List<Column> Fitting(int width, IReadOnlyList<ConversationSummary> summaries)
    {
        var columns = All.ToList();
        // A column of nothing would only take the room.
        if (summaries.All(summary => summary.Tenant is null))
            columns.Remove(Tenant);
        foreach (var column in Dispensable)
        {
            if (Needed() <= width)
                return columns;
            columns.Remove(column);
        }

        if (Needed() > width)
            columns[columns.IndexOf(Updated)] = UpdatedShortly;
        return columns;

        int Needed() =>
            Gaps(columns)
            + columns.Sum(column =>
                column == Title
                    ? Math.Min(MinTitleWidth, Width(column, summaries))
                    : Width(column, summaries)
            );
    }

    /// <summary>As much of the title as fits; some characters are two columns wide.</summary>
    private static string TitleOf(ConversationSummary summary, int room)
    {
        var length = Math.Min(room, MaxTitleLength);
        var title = TerminalText.OneLine(summary.Title ?? "", length);
        while (Cells(title) > room)
            title = TerminalText.OneLine(summary.Title ?? "", --length);
        return title;
    }

    private static int Cells(string text) => new Segment(text).CellCount();

    private static int Gaps(List<Column> columns) => (columns.Count - 1) * Between + Ends;

    private static int Width(Column column, IReadOnlyList<ConversationSummary> summaries) =>
        Math.Max(column.Name.Length, summaries.Max(summary => Cells(column.Cell(summary))));

    private static Style StyleOf(ConversationStanding standing) =>
        standing switch
        {
            ConversationStanding.Running => new Style(Color.Green),
            ConversationStanding.Deleted => new Style(Color.Grey),
            _ => Style.Plain,
        };

    private static Column Number(string name, Func<ConversationSummary, string> cell) =>
        new(name, cell) { IsNumber = true };

    private sealed record Column(string Name, Func<ConversationSummary, string> Cell)
    {
        public bool IsNumber { get; init; }

        public Func<ConversationSummary, Style> StyleOf { get; init; } = _ => Style.Plain;
    }
}
