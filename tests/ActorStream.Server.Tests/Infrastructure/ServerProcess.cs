using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ActorStream.Server.Tests.Infrastructure;

/// <summary>The server in a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private ServerProcess(Process process) => _process = process;

    public string Errors => _errors.ToString();

    public static ServerProcess Start(
        string data,
        string urls,
        Dictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ACTORSTREAM_DATA"] = data },
        };
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ActorStream.Server.dll"));
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(urls);
        var server = new ServerProcess(Process.Start(start)!);
        server._process.ErrorDataReceived += (_, line) => server._errors.AppendLine(line.Data);
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits for a line that begins so.</summary>
    public async Task<string> ReadToAsync(string beginning)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
                return line;
        }

        throw new IOException($"The server ended first. {Errors}");
    }

    public async Task TerminateAsync()
    {
        using var kill = Process.Start(
            "kill",
            ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]
        );
        await kill.WaitForExitAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
