using System.Buffers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ActorStream.TestKit.Viewers;

/// <summary>A viewer over WebSocket, on a socket of its own. For one reader at a time.</summary>
public sealed class WebSocketViewer : IAsyncDisposable
{
    private readonly ClientWebSocket _webSocket;
    private readonly HttpMessageInvoker _invoker;
    private readonly Socket _socket;
    private readonly ArrayBufferWriter<byte> _message = new();

    private WebSocketViewer(ClientWebSocket webSocket, HttpMessageInvoker invoker, Socket socket)
    {
        _webSocket = webSocket;
        _invoker = invoker;
        _socket = socket;
    }

    /// <summary>How the server closed, once <see cref="NextAsync"/> has returned null.</summary>
    public WebSocketCloseStatus? CloseStatus => _webSocket.CloseStatus;

    /// <summary>Opens the conversation's WebSocket.</summary>
    public static async Task<WebSocketViewer> OpenAsync(
        Uri server,
        string conversationId,
        string? after = null,
        CancellationToken cancellation = default
    )
    {
        Socket? connected = null;
        var invoker = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                ConnectCallback = async (context, token) =>
                {
                    connected = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    await connected.ConnectAsync(context.DnsEndPoint, token);
                    return new NetworkStream(connected, ownsSocket: true);
                },
            }
        );
        var webSocket = new ClientWebSocket();
        var query = after is null ? "" : $"?after={after}";
        var address = new UriBuilder(new Uri(server, $"/conversations/{conversationId}/ws{query}"))
        {
            Scheme = "ws",
        };
        await webSocket.ConnectAsync(address.Uri, invoker, cancellation);
        return new(webSocket, invoker, connected!);
    }

    /// <summary>Sends one JSON message.</summary>
    public Task SendAsync(string json, CancellationToken cancellation = default) =>
        SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, cancellation);

    /// <summary>Sends one message of any kind.</summary>
    public Task SendAsync(
        ReadOnlyMemory<byte> bytes,
        WebSocketMessageType type,
        CancellationToken cancellation = default
    ) => _webSocket.SendAsync(bytes, type, true, cancellation).AsTask();

    /// <summary>The next message, or null when the server closed.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async Task<JsonElement?> NextAsync(CancellationToken cancellation = default)
    {
        _message.ResetWrittenCount();
        while (true)
        {
            var received = await _webSocket.ReceiveAsync(_message.GetMemory(4_096), cancellation);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            _message.Advance(received.Count);
            if (!received.EndOfMessage)
                continue;
            using var document = JsonDocument.Parse(_message.WrittenMemory);
            return document.RootElement.Clone();
        }
    }

    /// <summary>Reads messages up to and including the first of this type.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadToAsync(
        string type,
        CancellationToken cancellation = default
    )
    {
        var read = new List<JsonElement>();
        do
        {
            read.Add(
                await NextAsync(cancellation)
                    ?? throw new IOException(
                        $"The server closed ({CloseStatus}) before a '{type}'."
                    )
            );
        } while (read[^1].GetProperty("type").GetString() != type);
        return read;
    }

    /// <summary>Closes with a code, and waits for the server's answer.</summary>
    public Task CloseAsync(WebSocketCloseStatus status, CancellationToken cancellation = default) =>
        _webSocket.CloseAsync(status, null, cancellation);

    /// <summary>Goes away rudely: RST.</summary>
    public void Reset()
    {
        _socket.LingerState = new(true, 0);
        _socket.Dispose();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _webSocket.Dispose();
        _invoker.Dispose();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
