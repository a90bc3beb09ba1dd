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

    /// <summary>Starts a server on a data folder and waits until it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(string data)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ACTORSTREAM_DATA"] = data },
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ActorStream.Server.dll"));
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add("http://127.0.0.1:0");
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            const string announcement = "ActorStream listens on ";
            var at = line.IndexOf(announcement, StringComparison.Ordinal);
            if (at < 0)
                continue;
            // A full pipe would stop the server.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new(process, new(line[(at + announcement.Length)..].Trim()));
        }

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
