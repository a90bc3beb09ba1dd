using System.Net.Sockets;
using System.Text;

namespace ActorStream.Server.Tests.Infrastructure;

/// <summary>Bytes on a socket, for what no HTTP client would send.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private RawConnection(Socket socket)
    {
        _socket = socket;
        _stream = new(socket, ownsSocket: true);
    }

    public static async Task<RawConnection> OpenAsync(Uri server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Host, server.Port);
        return new(socket);
    }

    /// <summary>Sends the bytes, then says that there will be no more, and reads what comes back.</summary>
    public async Task<string> SendAndEndAsync(string request)
    {
        await SendAsync(request);
        _socket.Shutdown(SocketShutdown.Send);
        return await ReadAllAsync();
    }

    public async Task SendAsync(string request) =>
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(request));

    /// <summary>Reads until the server closes.</summary>
    public async Task<string> ReadAllAsync()
    {
        using var all = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(all);
        }
        catch (IOException)
        {
            // A reset after the answer: what was read counts.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }

    /// <summary>Reads up to the blank line.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await _stream.ReadAsync(one) == 0)
                break;
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    public void Dispose() => _stream.Dispose();
}
