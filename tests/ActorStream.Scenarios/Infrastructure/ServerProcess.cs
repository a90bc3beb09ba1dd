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
        var process = Process.Start(start)!;
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

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
