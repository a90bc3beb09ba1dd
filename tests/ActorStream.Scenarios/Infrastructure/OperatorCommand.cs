using System.Diagnostics;

namespace ActorStream.Scenarios.Infrastructure;

/// <summary>The operators' command line in a process of its own, that may be killed.</summary>
/// <param name="ExitCode">137 after a SIGKILL.</param>
/// <param name="Output">What it said.</param>
/// <param name="Errors">What it complained of.</param>
public sealed record OperatorCommand(int ExitCode, string Output, string Errors)
{
    /// <summary>The exit code of a process that was killed.</summary>
    public const int Killed = 128 + 9;

    /// <summary>Runs <c>actorstream journal</c> to its end, whatever that is.</summary>
    /// <param name="environment">Variables on top of this process's.</param>
    /// <param name="arguments">What follows <c>journal</c>.</param>
    public static async Task<OperatorCommand> RunAsync(
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "exec",
                Path.Combine(AppContext.BaseDirectory, "ActorStream.Cli.dll"),
                "journal",
                .. arguments,
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await errors);
    }
}
