using System.Diagnostics;
using System.Text.RegularExpressions;
using ActorStream.LoadClient.Wire;

namespace ActorStream.KillRuns.Servers;

/// <summary>The real server as a child process, on a port that it chooses itself.</summary>
internal sealed partial class ServerUnderTest : IDisposable
{
    private const int KeptLines = 60;

    private readonly Process _process;
    private readonly Queue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private ServerApi? _api;
    private bool _isDisposed;

    private ServerUnderTest(Process process) => _process = process;

    public int ProcessId => _process.Id;

    /// <summary>The requests; there once the server is ready.</summary>
    public ServerApi Api => _api ?? throw new InvalidOperationException("The server is not ready.");

    /// <summary>The last lines that the server has written.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts the process and returns at once.</summary>
    public static ServerUnderTest Start(string assembly, string dataFolder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", assembly, "--urls", "http://127.0.0.1:0" },
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(assembly)),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["ACTORSTREAM_DATA"] = dataFolder;
        var process = new Process { StartInfo = start };
        var server = new ServerUnderTest(process);
        process.OutputDataReceived += (_, line) => server.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => server.Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Ends when <c>/readyz</c> says 200: what a crash left open is marked by then.</summary>
    /// <exception cref="TimeoutException">It does not get ready.</exception>
    public async Task ReadyAsync(TimeSpan limit)
    {
        using var cancellation = new CancellationTokenSource(limit);
        var readiness = "no answer";
        try
        {
            var exited = _process.WaitForExitAsync(cancellation.Token);
            await Task.WhenAny(_address.Task, exited);
            if (!_address.Task.IsCompleted)
            {
                throw new TimeoutException($"The server did not start:\n{Output}");
            }

            _api = new ServerApi(await _address.Task);
            while (await _api.GetAsync("/readyz", cancellation.Token) is { Status: not 200 } answer)
            {
                readiness = answer.ToString();
                await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation.Token);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or HttpRequestException)
        {
            throw new TimeoutException(
                $"The server was not ready after {limit.TotalSeconds} s (last: {readiness}):\n{Output}",
                error
            );
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _api?.Dispose();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null || line.Contains("HealthChecks", StringComparison.Ordinal))
        {
            return;
        }

        lock (_output)
        {
            _output.Enqueue(line);
            if (_output.Count > KeptLines)
            {
                _output.Dequeue();
            }
        }

        if (Address().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Value));
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9][0-9]*", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
