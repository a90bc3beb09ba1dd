using System.Diagnostics;
using System.Text.RegularExpressions;
using ActorStream.LoadClient.Wire;

namespace ActorStream.KillRuns.Servers;

/// <summary>The real server as a child process, on a port that it chooses itself.</summary>
internal sealed partial class ServerUnderTest : IDisposable
{
    private const int KeptLines = 60;
    private const int KilledExitCode = 128 + 9;

    // A connection can break a little earlier than the process is gone.
    private static readonly TimeSpan DeathLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Queue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private ServerApi? _api;
    private bool _isDisposed;

    private ServerUnderTest(Process process) => _process = process;

    /// <summary>Whether SIGKILL has ended it.</summary>
    public bool WasKilled => _process.HasExited && _process.ExitCode == KilledExitCode;

    public bool HasEnded => _process.HasExited;

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
    public static ServerUnderTest Start(ServerLaunch launch)
    {
        var process = new Process { StartInfo = launch.ToStartInfo() };
        var server = new ServerUnderTest(process);
        process.OutputDataReceived += (_, line) => server.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => server.Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Ends when <c>/readyz</c> says 200: what a crash left open is marked by then.</summary>
    /// <returns>False if it was killed before.</returns>
    /// <exception cref="TimeoutException">It does not get ready, or ends by itself.</exception>
    public async Task<bool> ReadyAsync(TimeSpan limit)
    {
        using var cancellation = new CancellationTokenSource(limit);
        var readiness = "no answer";
        try
        {
            var exited = _process.WaitForExitAsync(cancellation.Token);
            await Task.WhenAny(_address.Task, exited);
            if (!_address.Task.IsCompleted)
            {
                return WasKilled
                    ? false
                    : throw new TimeoutException($"The server did not start:\n{Output}");
            }

            _api = new ServerApi(await _address.Task);
            while (await _api.GetAsync("/readyz", cancellation.Token) is { Status: not 200 } answer)
            {
                readiness = answer.ToString();
                await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation.Token);
            }

            return true;
        }
        catch (Exception error) when (error is OperationCanceledException or HttpRequestException)
        {
            if (await EndedAsync(DeathLimit, CancellationToken.None) && WasKilled)
            {
                return false;
            }

            throw new TimeoutException(
                $"The server was not ready after {limit.TotalSeconds} s (last: {readiness}):\n{Output}",
                error
            );
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until the process is gone, for so long.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> EndedAsync(TimeSpan within, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(within);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Kill();

        _api?.Dispose();
        _process.Dispose();
    }

    private void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
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
