using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Server.Observability;

namespace ActorStream.Server.WebSockets;

/// <summary>Accepts WebSockets and serves a view on each.</summary>
internal sealed class WebSocketViews(
    ConversationGateway gateway,
    ConnectionRegister connections,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    PingSettings pings,
    ILoggerFactory loggers
)
{
    private readonly WebSocketAcceptContext _terms = new()
    {
        DangerousEnableCompression = false,
        KeepAliveInterval = pings.Interval,
        KeepAliveTimeout = pings.Timeout,
    };

    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");

    /// <summary>Ends when client, server or conversation end the connection.</summary>
    public async Task ServeAsync(HttpContext context, ConversationId id, Cursor? after)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(_terms);
        using var connection = connections.Open(ConnectionKind.WebSocket, id, after);
        var viewer = new WebSocketViewer(context, socket, gateway, connection, after, time, _log);
        await viewer.RunAsync(lifetime.ApplicationStopping);
    }
}
