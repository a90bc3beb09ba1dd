using System.Collections.Concurrent;
using System.Diagnostics;
using ActorStream.TestKit.Clients;

namespace ActorStream.Scenarios.Infrastructure;

/// <summary>The real server in a process of its own, that can be killed.</summary>
public sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        Client = new(address);
    }

    public Uri Address { get; }

    public ConversationClient Client { get; }

    public int ProcessId => _process.Id;

    /// <summary>Starts a server on a data folder and waits until it listens.</summary>
    /// <param name="data">The folder.</param>
    /// <param name="environment">Variables on top of this process's.</param>
    public static async Task<ServerProcess> StartAsync(
        string data,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var process = Process.Start(Launch(data, environment))!;
        var said = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Enqueue(line);
            const string announcement = "ActorStream listens on ";
            var at = line.IndexOf(announcement, StringComparison.Ordinal);
            if (at < 0)
                continue;
            // A full pipe would stop the server.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new(process, new(line[(at + announcement.Length)..].Trim()));
        }

        await process.WaitForExitAsync();
        throw new InvalidOperationException(
            $"The server ended before it listened. It said:\n{string.Join('\n', said)}"
        );
    }

    /// <summary>Starts a server that is expected to refuse, and waits for its end.</summary>
    /// <returns>Its exit code, and what it said on standard error.</returns>
    public static async Task<(int ExitCode, string Errors)> RefuseAsync(
        string data,
        IReadOnlyDictionary<string, string> environment
    )
    {
        using var process = Process.Start(Launch(data, environment))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the exit code that has to come in time.</summary>
    public async Task<int> StopAsync(TimeSpan inTime)
    {
        using var patience = new CancellationTokenSource(inTime);
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static ProcessStartInfo Launch(
        string data,
        IReadOnlyDictionary<string, string>? environment
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ACTORSTREAM_DATA"] = data },
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ActorStream.Server.dll"));
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add("http://127.0.0.1:0");
        return start;
    }
}
