using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;
using Spectre.Console;

namespace ActorStream.Cli.Output;

/// <summary>Conversations as a table for people.</summary>
internal static class ConversationTable
{
    private const int MaxTitleLength = 48;
    private const int MaxTenantLength = 24;

    public static void Write(CliContext context, IReadOnlyList<ConversationSummary> summaries)
    {
        if (summaries.Count == 0)
        {
            context.Out.WriteLine("There is no such conversation.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("Conversation").NoWrap());
        table.AddColumn("Title");
        // A column of nothing would only take the room.
        var withTenants = summaries.Any(summary => summary.Tenant is not null);
        if (withTenants)
        {
            table.AddColumn("Tenant");
        }

        table.AddColumn(new TableColumn("Turns").RightAligned());
        table.AddColumn(new TableColumn("Events").RightAligned());
        table.AddColumn(new TableColumn("Size").RightAligned());
        table.AddColumn("State");
        table.AddColumn(new TableColumn("Updated (UTC)").NoWrap());
        foreach (var summary in summaries)
        {
            table.AddRow(Cells(summary, withTenants));
        }

        Consoles.Create(context).Write(table);
    }

    private static IEnumerable<Text> Cells(ConversationSummary summary, bool withTenants)
    {
        yield return new Text(TerminalText.Escape(summary.Id));
        yield return new Text(TerminalText.OneLine(summary.Title ?? "", MaxTitleLength));
        if (withTenants)
        {
            yield return new Text(TerminalText.OneLine(summary.Tenant ?? "", MaxTenantLength));
        }

        yield return new Text(Amounts.Count(summary.Turns));
        yield return new Text(Amounts.Count(summary.Events));
        yield return new Text(Amounts.Bytes(summary.PayloadBytes));
        yield return new Text(ConversationStandings.ToName(summary.State), StyleOf(summary.State));
        yield return new Text(Amounts.Time(summary.UpdatedAt));
    }

    private static Style StyleOf(ConversationStanding standing) =>
        standing switch
        {
            ConversationStanding.Running => new Style(Color.Green),
            ConversationStanding.Deleted => new Style(Color.Grey),
            _ => Style.Plain,
        };
}
