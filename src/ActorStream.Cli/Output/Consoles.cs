using Spectre.Console;

namespace ActorStream.Cli.Output;

/// <summary>Makes the console that tables and colours are written with.</summary>
internal static class Consoles
{
    /// <summary>
    /// A console over the context's output; without colour where nobody looks, or where
    /// <c>NO_COLOR</c> asks for none.
    /// </summary>
    public static IAnsiConsole Create(CliContext context)
    {
        var isPlain = !context.IsTerminal || !string.IsNullOrEmpty(context.Environment("NO_COLOR"));
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(context.Out),
                Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Yes,
                ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Standard,
                Interactive = InteractionSupport.No,
            }
        );
        console.Profile.Width = context.Width;
        return console;
    }
}
