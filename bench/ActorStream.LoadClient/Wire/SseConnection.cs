using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorStream.LoadClient.Wire;

/// <summary>How a client goes away.</summary>
internal enum Leaving
{
    /// <summary>An orderly close (FIN).</summary>
    Close,

    /// <summary>A reset (RST), what a killed process or a pulled cable ends in.</summary>
    Reset,

    /// <summary>The connection stays open and nobody reads it, as behind a dead wireless link.</summary>
    Silence,
}

/// <summary>
/// One SSE request on a socket of its own. A bare socket, because a viewer must be able to reset its
/// connection, to read half an event, and to cost the machine as little as it can.
/// </summary>
internal sealed class SseConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _raw;
    private readonly SseReader _reader;
    private ChunkedDecoder _decoder;
    private bool _chunked;
    private bool _isSilent;
    private int _rawLength;

    private SseConnection(Socket socket, byte[] raw, SseReader reader)
    {
        _socket = socket;
        _raw = raw;
        _reader = reader;
    }

    /// <summary>The status that the server answered with.</summary>
    public int Status { get; private set; }

    /// <summary>
    /// Connects, sends the request and reads the answer's head.
    /// </summary>
    /// <param name="address">Where the server listens.</param>
    /// <param name="path">The path and query to get.</param>
    /// <param name="lastEventId">The cursor to resume from, or null.</param>
    /// <param name="raw">A buffer for what arrives, reused from connection to connection.</param>
    /// <param name="reader">The reader to fill, reused likewise.</param>
    /// <param name="cancellation">Closes the socket, now or later.</param>
    public static async Task<SseConnection> OpenAsync(
        IPEndPoint address,
        string path,
        string? lastEventId,
        byte[] raw,
        SseReader reader,
        CancellationToken cancellation
    )
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        var connection = new SseConnection(socket, raw, reader);
        try
        {
            await socket.ConnectAsync(address, cancellation);
            var resume = lastEventId is null ? "" : $"Last-Event-ID: {lastEventId}\r\n";
            var request =
                $"GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\n{resume}\r\n";
            await socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellation);
            reader.Clear();
            await connection.ReadHeadAsync(cancellation);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Bytes that have arrived and were not taken yet; 0 when the server has ended the answer.</summary>
    public async ValueTask<int> ReceiveAsync(CancellationToken cancellation)
    {
        if (_rawLength > 0)
        {
            return _rawLength;
        }

        if (_chunked && _decoder.IsComplete)
        {
            return 0;
        }

        _rawLength = await _socket.ReceiveAsync(_raw, cancellation);
        return _rawLength;
    }

    /// <summary>Hands the first <paramref name="count"/> of the received bytes to the reader, and drops the rest.</summary>
    public void Take(int count)
    {
        var raw = _raw.AsSpan(0, count);
        var target = _reader.GetSpan(count);
        if (_chunked)
        {
            count = _decoder.Decode(raw, target);
        }
        else
        {
            raw.CopyTo(target);
        }

        _reader.Advance(count);
        _rawLength = 0;
    }

    /// <summary>Goes away in the given manner.</summary>
    public void Leave(Leaving how)
    {
        if (how == Leaving.Silence)
        {
            // Whoever holds the socket now lets it rest for a while, unread.
            _isSilent = true;
            _ = RestAsync(_socket);
            return;
        }

        if (how == Leaving.Reset)
        {
            _socket.LingerState = new LingerOption(true, 0);
        }
        else
        {
            _socket.Shutdown(SocketShutdown.Both);
        }

        _socket.Close();
    }

    public void Dispose()
    {
        if (!_isSilent)
        {
            _socket.Dispose();
        }
    }

    private static async Task RestAsync(Socket socket)
    {
        await Task.Delay(TimeSpan.FromSeconds(3));
        socket.Dispose();
    }

    private async Task ReadHeadAsync(CancellationToken cancellation)
    {
        var length = 0;
        int end;
        do
        {
            var received = await _socket.ReceiveAsync(_raw.AsMemory(length), cancellation);
            if (received == 0)
            {
                throw new IOException("The server closed before it answered.");
            }

            length += received;
            end = _raw.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        } while (end < 0);

        var head = Encoding.ASCII.GetString(_raw, 0, end);
        Status = int.Parse(head.AsSpan(9, 3));
        _chunked = head.Contains("transfer-encoding: chunked", StringComparison.OrdinalIgnoreCase);
        var rest = end + 4;
        _rawLength = length - rest;
        Buffer.BlockCopy(_raw, rest, _raw, 0, _rawLength);
    }
}
