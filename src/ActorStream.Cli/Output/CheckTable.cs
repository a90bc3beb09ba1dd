using ActorStream.Operations.Checks;
using Spectre.Console;

namespace ActorStream.Cli.Output;

/// <summary>What was looked at, for people.</summary>
internal static class CheckTable
{
    public static void Write(CliContext context, IReadOnlyList<Check> checks)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap())
            .AddColumn(new GridColumn().NoWrap())
            .AddColumn();
        foreach (var check in checks)
        {
            grid.AddRow(
                new Text(NameOf(check.Status), StyleOf(check.Status)),
                new Text(TerminalText.Escape(check.Name)),
                new Text(TerminalText.Escape(check.Detail))
            );
        }

        Consoles.Create(context).Write(grid);
    }

    /// <summary><c>ok</c>, <c>warning</c> or <c>failed</c>.</summary>
    public static string NameOf(CheckStatus status) =>
        status switch
        {
            CheckStatus.Ok => "ok",
            CheckStatus.Warning => "warning",
            _ => "failed",
        };

    private static Style StyleOf(CheckStatus status) =>
        status switch
        {
            CheckStatus.Ok => new Style(Color.Green),
            CheckStatus.Warning => new Style(Color.Yellow),
            _ => new Style(Color.Red),
        };
}
