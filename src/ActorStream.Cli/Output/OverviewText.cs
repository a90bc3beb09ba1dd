using ActorStream.Operations.Overviews;
using Spectre.Console;

namespace ActorStream.Cli.Output;

/// <summary>An overview for people.</summary>
internal static class OverviewText
{
    private const int MaxTenants = 20;

    public static void Write(CliContext context, string name, JournalOverview overview)
    {
        var console = Consoles.Create(context);
        var (conversations, turns) = (overview.Conversations, overview.Turns);
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        (string Label, string Value)[] lines =
        [
            ("Journal", TerminalText.Escape(name)),
            (
                "Conversations",
                $"{Amounts.Count(conversations.Total)}: {Amounts.Count(conversations.Idle)} idle, "
                    + $"{Amounts.Count(conversations.Running)} running, "
                    + $"{Amounts.Count(conversations.Deleted)} deleted"
            ),
            (
                "Turns",
                $"{Amounts.Count(turns.Completed)} completed, {Amounts.Count(turns.Aborted)} aborted, "
                    + $"{Amounts.Count(turns.Failed)} failed, "
                    + $"{Amounts.Count(turns.Interrupted)} interrupted, "
                    + $"{Amounts.Count(turns.Open)} open"
            ),
            (
                "Events",
                $"{Amounts.Count(overview.Events)}, of them {Amounts.Count(overview.Chunks)} chunks"
            ),
            ("Payloads", Amounts.Bytes(overview.PayloadBytes)),
            ("Database", Sizes(overview)),
            ("Snapshots", Amounts.Count(overview.Snapshots)),
            ("Oldest (UTC)", overview.Oldest is { } oldest ? Amounts.Time(oldest) : "-"),
            ("Newest (UTC)", overview.Newest is { } newest ? Amounts.Time(newest) : "-"),
        ];
        foreach (var (label, value) in lines)
        {
            grid.AddRow(new Text(label, new Style(Color.Grey)), new Text(value));
        }

        console.Write(grid);
        if (overview.ByTenant.Any(tenant => tenant.Tenant is not null))
        {
            console.Write(Tenants(overview));
        }

        if (overview.Largest.Count > 0)
        {
            console.WriteLine();
            console.WriteLine("The largest:");
            ConversationTable.Write(context, overview.Largest);
        }
    }

    private static string Sizes(JournalOverview overview) =>
        (overview.DatabaseBytes is { } database ? Amounts.Bytes(database) : "unknown")
        + (overview.LogBytes is { } log ? $", and a log of {Amounts.Bytes(log)}" : "");

    private static Table Tenants(JournalOverview overview)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("Tenant");
        table.AddColumn(new TableColumn("Conversations").RightAligned());
        table.AddColumn(new TableColumn("Events").RightAligned());
        table.AddColumn(new TableColumn("Size").RightAligned());
        foreach (var tenant in overview.ByTenant.Take(MaxTenants))
        {
            table.AddRow(
                new Text(
                    tenant.Tenant is null ? "(none)" : TerminalText.OneLine(tenant.Tenant, 40)
                ),
                new Text(Amounts.Count(tenant.Conversations)),
                new Text(Amounts.Count(tenant.Events)),
                new Text(Amounts.Bytes(tenant.PayloadBytes))
            );
        }

        return table;
    }
}
