using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorStream.Benchmarks.Product;

/// <summary>
/// Viewers in a process of their own, so that their memory is not the server's: each opens a stream, reads
/// it up to the end of the first turn, says so, and stays until standard input ends.
/// </summary>
internal static class IdleClients
{
    /// <summary>Connections that are opened at once.</summary>
    private const int Concurrency = 32;

    private static readonly byte[] LastBytes = "event: turn-completed\n"u8.ToArray();

    internal static async Task RunAsync(int port, int viewers, IReadOnlyList<string> paths)
    {
        var sockets = new Socket[viewers];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, viewers),
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency },
            async (index, cancellation) =>
                sockets[index] = await WatchAsync(port, paths[index % paths.Count], cancellation)
        );
        Console.WriteLine("idle");
        await Console.In.ReadToEndAsync();
        foreach (var socket in sockets)
            socket.Dispose();
    }

    private static async Task<Socket> WatchAsync(
        int port,
        string path,
        CancellationToken cancellation
    )
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        var request =
            $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellation);
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (buffer.AsSpan(0, length).IndexOf(LastBytes) < 0)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            if (received == 0)
                throw new InvalidOperationException("The server ended the stream.");
            length += received;
        }

        return socket;
    }
}
