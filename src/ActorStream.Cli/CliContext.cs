namespace ActorStream.Cli;

/// <summary>The world that a command runs in, so that a test can be one.</summary>
/// <param name="Out">Where results go.</param>
/// <param name="Error">Where complaints go.</param>
/// <param name="IsTerminal">Whether a person looks at <paramref name="Out"/>: tables, or lines of JSON.</param>
/// <param name="Width">Columns of the terminal.</param>
/// <param name="Time">Drives polling.</param>
/// <param name="Environment">Environment variables.</param>
public sealed record CliContext(
    TextWriter Out,
    TextWriter Error,
    bool IsTerminal,
    int Width,
    TimeProvider Time,
    Func<string, string?> Environment
)
{
    /// <summary>This process: its console, clock and environment.</summary>
    public static CliContext OfProcess() =>
        new(
            StandardOutput.Open(),
            Console.Error,
            !Console.IsOutputRedirected,
            Console.IsOutputRedirected ? 120 : Math.Max(40, Console.WindowWidth),
            TimeProvider.System,
            System.Environment.GetEnvironmentVariable
        );
}
