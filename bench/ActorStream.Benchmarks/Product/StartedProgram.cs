using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorStream.Benchmarks.Product;

/// <summary>What a start took until the first answer.</summary>
/// <param name="Wall">By the clock.</param>
/// <param name="Processor">The process's own time on the processors.</param>
internal readonly record struct StartTimes(TimeSpan Wall, TimeSpan Processor);

/// <summary>A web server that is started, asked once, and killed.</summary>
/// <param name="executable">Its file.</param>
/// <param name="method">What it is asked.</param>
/// <param name="path">What it is asked.</param>
/// <param name="dataFolder">Where it may keep things.</param>
internal sealed class StartedProgram(
    string executable,
    string method,
    string path,
    string dataFolder
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public StartTimes Measure()
    {
        var port = FreePort();
        var start = new ProcessStartInfo(executable, ["--urls", $"http://127.0.0.1:{port}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Kestrel watches the folder that it starts in, with all that is in it.
            WorkingDirectory = dataFolder,
        };
        start.Environment["ACTORSTREAM_DATA"] = dataFolder;
        var began = Stopwatch.GetTimestamp();
        using var process =
            Process.Start(start) ?? throw new InvalidOperationException("It did not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            while (!Ask(port))
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                    throw new InvalidOperationException($"{executable} does not answer.");
                Thread.Sleep(1);
            }

            var wall = Stopwatch.GetElapsedTime(began);
            process.Refresh();
            return new(wall, process.TotalProcessorTime);
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    /// <summary>False as long as nobody listens.</summary>
    private bool Ask(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            return false;
        }

        socket.Send(
            Encoding.ASCII.GetBytes(
                $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 0\r\n\r\n"
            )
        );
        var answer = new byte[1024];
        var length = socket.Receive(answer);
        var status = Encoding.ASCII.GetString(answer, 0, length);
        return status.StartsWith("HTTP/1.1 20", StringComparison.Ordinal)
            ? true
            : throw new InvalidOperationException($"{executable} answered: {status}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
