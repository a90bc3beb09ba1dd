using System.Diagnostics;
using System.Globalization;

namespace ActorStream.Scenarios.Infrastructure;

/// <summary>
/// A viewer in a process of its own (tests/ActorStream.Scenarios.Viewer), to be killed or frozen. It
/// prints one line per event.
/// </summary>
public sealed class ViewerProcess : IDisposable
{
    private readonly Process _process;

    private ViewerProcess(Process process) => _process = process;

    /// <param name="kind"><c>sse</c> or <c>ws</c>.</param>
    /// <param name="server">The server's address.</param>
    /// <param name="conversationId">What to view.</param>
    public static ViewerProcess Start(string kind, Uri server, string conversationId)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(
            Path.Combine(AppContext.BaseDirectory, "ActorStream.Scenarios.Viewer.dll")
        );
        start.ArgumentList.Add(kind);
        start.ArgumentList.Add(server.ToString());
        start.ArgumentList.Add(conversationId);
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until it has seen so many events, and returns the JSON of each.</summary>
    public async Task<IReadOnlyList<string>> SeeAsync(int count)
    {
        var seen = new List<string>(count);
        while (seen.Count < count)
        {
            seen.Add(
                await _process.StandardOutput.ReadLineAsync()
                    ?? throw new InvalidOperationException(
                        $"The viewer ended after {seen.Count} of {count} events."
                    )
            );
        }

        return seen;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: its sockets stay open, and nobody answers.</summary>
    public async Task FreezeAsync()
    {
        using var kill = Process.Start(
            "kill",
            ["-STOP", _process.Id.ToString(CultureInfo.InvariantCulture)]
        );
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
