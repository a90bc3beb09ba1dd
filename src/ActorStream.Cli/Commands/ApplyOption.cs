using System.CommandLine;

namespace ActorStream.Cli.Commands;

/// <summary><c>--apply</c>: without it a command only says what it would do.</summary>
internal static class ApplyOption
{
    /// <param name="condition">What has to be so, in a sentence.</param>
    public static Option<bool> Create(string condition = "The server must be stopped.") =>
        new("--apply")
        {
            Description = $"Do it. Without this nothing is changed, only told. {condition}",
        };
}
