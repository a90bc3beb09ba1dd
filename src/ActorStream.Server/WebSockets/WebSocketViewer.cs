using System.Net.WebSockets;
using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Observability;
using ActorStream.Views;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorStream.Server.WebSockets;

/// <summary>
/// One connected viewer: a view graph that writes, a loop that reads. Whichever ends first says how the
/// connection is closed; there is one way out for both.
/// </summary>
internal sealed class WebSocketViewer(
    HttpContext context,
    WebSocket socket,
    ConversationGateway gateway,
    ViewerConnection connection,
    Cursor? after,
    TimeProvider time,
    ILogger log
)
{
    /// <summary>How long a close may take before the connection is cut.</summary>
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);

    private readonly WebSocketOutbox _outbox = new(socket);
    private WebSocketClose _close = WebSocketClose.Ended;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            stopping,
            context.RequestAborted
        );
        var view = ViewAsync(ended.Token);
        var reading = ReadAsync();
        var close = await await Task.WhenAny(view, reading);
        await ended.CancelAsync();
        if (stopping.IsCancellationRequested && close.IsOurs)
            close = WebSocketClose.Restart;

        if (!await InTimeAsync(CloseAsync(view, close)) || !await InTimeAsync(reading))
            socket.Abort();
        // After an abort both end at once; they never throw.
        await Task.WhenAll(view, reading);
    }

    private async Task CloseAsync(Task view, WebSocketClose close)
    {
        // Its last write may still be under way.
        await view;
        await _outbox.CloseAsync(close);
    }

    private async Task<WebSocketClose> ViewAsync(CancellationToken ended)
    {
        try
        {
            await gateway
                .View(connection.ConversationId, after)
                .Via(ended.AsFlow<ViewItem>(cancelGracefully: true))
                .RunWith(
                    Sink.ForEachAsync<ViewItem>(1, item => WriteAsync(item).FailingIfCancelled()),
                    gateway.Materializer
                );
            return _close;
        }
        catch (Exception) when (ended.IsCancellationRequested || IsCut)
        {
            return WebSocketClose.Cut;
        }
        catch (Exception error)
        {
            return await FailedAsync(error);
        }
    }

    private async Task<WebSocketClose> ReadAsync()
    {
        var inbox = new WebSocketInbox(socket);
        var commands = new WebSocketCommands(gateway, connection.ConversationId, _outbox);
        try
        {
            while (true)
            {
                var message = await inbox.ReadAsync();
                if (message.Close is { } close)
                {
                    if (message.Problem is { } problem)
                        await _outbox.SendErrorAsync(null, problem);
                    return close;
                }

                if (await commands.HandleAsync(message.Bytes) is { } refused)
                    return refused;
            }
        }
        catch (Exception) when (IsCut)
        {
            return WebSocketClose.Cut;
        }
        catch (Exception error)
        {
            return await FailedAsync(error);
        }
    }

    /// <summary>Whether nothing can be said to the client any more: killed, faulty, or closing.</summary>
    private bool IsCut =>
        context.RequestAborted.IsCancellationRequested || socket.State != WebSocketState.Open;

    private async Task WriteAsync(ViewItem item)
    {
        switch (item)
        {
            case ViewItem.Events { Items: var events }:
                foreach (var @event in events)
                {
                    if (!@event.IsVisible)
                    {
                        connection.Delivered(@event.Cursor, 0, 0);
                        continue;
                    }

                    await _outbox.SendAsync(@event.Json);
                    connection.Delivered(@event.Cursor, 1, @event.Json.Length);
                }

                break;
            case ViewItem.Reset reset:
                await _outbox.SendAsync(reset.Json);
                connection.Delivered(reset.Cursor, 1, reset.Json.Length);
                break;
            case ViewItem.Damaged:
                await _outbox.SendErrorAsync(null, ProblemList.JournalDamaged());
                _close = WebSocketClose.Damaged;
                break;
            // Heartbeats are pings here, and the socket sends those itself.
        }
    }

    /// <summary>An error of our own reaches the client as such before the close.</summary>
    private async Task<WebSocketClose> FailedAsync(Exception error)
    {
        var traceId = ProblemMiddleware.TraceIdOf(context);
        ServerLog.ViewFailed(log, error, "websocket", traceId);
        try
        {
            await _outbox.SendErrorAsync(null, ProblemList.Internal(traceId));
        }
        catch (Exception) when (IsCut)
        {
            return WebSocketClose.Cut;
        }

        return WebSocketClose.InternalError;
    }

    private async Task<bool> InTimeAsync(Task task)
    {
        try
        {
            await task.WaitAsync(ClosePatience, time);
            return true;
        }
        catch (Exception)
        {
            // Too slow, or the close could not be sent: either way there is nobody to be polite to.
            return false;
        }
    }
}
