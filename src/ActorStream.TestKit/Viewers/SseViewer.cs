using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace ActorStream.TestKit.Viewers;

/// <summary>
/// A viewer over SSE, on a socket of its own that can be closed the way clients really go: with FIN or
/// with RST. For one reader at a time.
/// </summary>
public sealed class SseViewer : IAsyncDisposable
{
    private readonly HttpClient _client;
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;
    private readonly Socket _socket;

    private SseViewer(HttpClient client, HttpResponseMessage response, Stream body, Socket socket)
    {
        _client = client;
        _response = response;
        _socket = socket;
        _lines = new(body, new UTF8Encoding(false, throwOnInvalidBytes: true));
    }

    /// <summary>Every event that was read so far.</summary>
    public IList<ViewedEvent> Seen { get; } = [];

    /// <summary>Comments (heartbeats) that were read so far.</summary>
    public int Comments { get; private set; }

    /// <summary>The response's headers.</summary>
    public HttpResponseHeaders Headers => _response.Headers;

    /// <summary>Opens a stream with GET.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="path">For example <c>/conversations/ID/events</c>.</param>
    /// <param name="lastEventId">The cursor to resume after, or null.</param>
    /// <param name="cancellation">Gives up opening.</param>
    /// <exception cref="HttpRequestException">The server refused.</exception>
    public static Task<SseViewer> OpenAsync(
        Uri server,
        string path,
        string? lastEventId = null,
        CancellationToken cancellation = default
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, path));
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        return OpenAsync(request, cancellation);
    }

    /// <summary>Opens a stream with any request; asks for <c>text/event-stream</c>.</summary>
    public static async Task<SseViewer> OpenAsync(
        HttpRequestMessage request,
        CancellationToken cancellation = default
    )
    {
        Socket? connected = null;
        var client = new HttpClient(
            new SocketsHttpHandler
            {
                ConnectCallback = async (context, token) =>
                {
                    connected = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    await connected.ConnectAsync(context.DnsEndPoint, token);
                    return new NetworkStream(connected, ownsSocket: true);
                },
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        request.Headers.Accept.Add(new("text/event-stream"));
        var response = await client.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            cancellation
        );
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var problem = await response.Content.ReadAsStringAsync(cancellation);
            client.Dispose();
            throw new HttpRequestException(problem, null, response.StatusCode);
        }

        var body = await response.Content.ReadAsStreamAsync(cancellation);
        return new(client, response, body, connected!);
    }

    /// <summary>The next event, or null when the server ended the stream.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<ViewedEvent?> NextAsync(CancellationToken cancellation = default)
    {
        string? id = null;
        string? name = null;
        string? data = null;
        while (await _lines.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length == 0)
            {
                if (data is null)
                    continue;
                var viewed = new ViewedEvent(id ?? "", name ?? "message", data);
                Seen.Add(viewed);
                return viewed;
            }

            if (line.StartsWith(':'))
                Comments++;
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = data is null ? line[6..] : $"{data}\n{line[6..]}";
        }

        return null;
    }

    /// <summary>Reads so many events.</summary>
    public async Task<IReadOnlyList<ViewedEvent>> ReadAsync(
        int count,
        CancellationToken cancellation = default
    )
    {
        var read = new List<ViewedEvent>(count);
        while (read.Count < count)
        {
            read.Add(
                await NextAsync(cancellation)
                    ?? throw new IOException(
                        $"The stream ended after {read.Count} of {count} events."
                    )
            );
        }

        return read;
    }

    /// <summary>Reads up to and including the end of a turn.</summary>
    public async Task<IReadOnlyList<ViewedEvent>> ReadToEndOfTurnAsync(
        CancellationToken cancellation = default
    )
    {
        var read = new List<ViewedEvent>();
        do
        {
            read.Add(
                await NextAsync(cancellation)
                    ?? throw new IOException("The stream ended before the turn.")
            );
        } while (!read[^1].IsEnd);
        return read;
    }

    /// <summary>Goes away politely: FIN.</summary>
    public void Close()
    {
        _socket.Shutdown(SocketShutdown.Both);
        _socket.Dispose();
    }

    /// <summary>Goes away rudely: RST.</summary>
    public void Reset()
    {
        _socket.LingerState = new(true, 0);
        _socket.Dispose();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        _client.Dispose();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
