using System.CommandLine;

namespace ActorStream.Cli.Commands;

/// <summary><c>--apply</c>: without it a command only says what it would do.</summary>
internal static class ApplyOption
{
    public static Option<bool> Create() =>
        new("--apply")
        {
            Description =
                "Do it. Without this nothing is changed, only told. The server must be stopped.",
        };
}
