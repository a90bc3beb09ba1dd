namespace ActorStream.Cli.Tests;

/// <summary>Runs command lines in a world of strings.</summary>
internal static class CommandLine
{
    public static Task<Outcome> RunAsync(params string[] arguments) =>
        RunAsync(isTerminal: false, arguments);

    public static Task<Outcome> RunOnTerminalAsync(params string[] arguments) =>
        RunAsync(isTerminal: true, arguments);

    public static async Task<Outcome> RunAsync(
        bool isTerminal,
        string[] arguments,
        Func<string, string?>? environment = null,
        TimeProvider? time = null,
        int width = 120
    )
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var context = new CliContext(
            output,
            error,
            isTerminal,
            width,
            time ?? TimeProvider.System,
            environment ?? (name => name == "NO_COLOR" ? "1" : null)
        );
        var exitCode = await CliApplication.RunAsync(arguments, context);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }
}

internal sealed record Outcome(int ExitCode, string Out, string Error)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
