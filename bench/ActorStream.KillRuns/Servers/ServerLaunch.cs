using System.Diagnostics;

namespace ActorStream.KillRuns.Servers;

/// <summary>How a server is started.</summary>
/// <param name="Assembly"><c>ActorStream.Server.dll</c>.</param>
internal sealed record ServerLaunch(string Assembly)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    public ServerLaunch With(string variable, string value) =>
        this with
        {
            Environment = new Dictionary<string, string>(Environment, StringComparer.Ordinal)
            {
                [variable] = value,
            },
        };

    public ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo(
            "dotnet",
            ["exec", Path.GetFullPath(Assembly), "--urls", "http://127.0.0.1:0"]
        )
        {
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(Assembly)),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (variable, value) in Environment)
        {
            start.Environment[variable] = value;
        }

        return start;
    }
}
