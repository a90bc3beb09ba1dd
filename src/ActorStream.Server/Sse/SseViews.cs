using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Server.Http.Bodies;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Observability;
using ActorStream.Views;
using Akka.Streams;
using Akka.Streams.Dsl;
using Microsoft.AspNetCore.Http.Features;

namespace ActorStream.Server.Sse;

/// <summary>
/// Serves a view graph as Server-Sent Events: cursor ═► replay, then live ═► kill switch ═► this response.
/// A client that goes away ends the graph and nothing else.
/// </summary>
internal sealed class SseViews(
    ConversationGateway gateway,
    ConnectionRegister connections,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers
)
{
    public const string ContentType = "text/event-stream";

    /// <summary>
    /// No id, so the client's cursor stays. A client that comes back all the same does so seldom.
    /// </summary>
    private static readonly byte[] DamagedFrame =
    [
        .. "retry: 30000\nevent: problem\ndata: "u8,
        .. JsonSerializer.SerializeToUtf8Bytes(
            ProblemList.JournalDamaged(),
            WireJson.Instance.Problem
        ),
        .. "\n\n"u8,
    ];

    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");

    /// <summary>Ends with the client, the server, the conversation, or the turn.</summary>
    public async Task ServeAsync(
        HttpContext context,
        ConversationId id,
        Cursor? after,
        TurnId? until
    )
    {
        using var viewer = connections.Open(ConnectionKind.Sse, id, after);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        try
        {
            var body = await BeginAsync(context.Response, ended.Token);
            await gateway
                .View(id, after, until)
                .Via(ended.Token.AsFlow<ViewItem>(cancelGracefully: true))
                .RunWith(
                    Sink.ForEachAsync<ViewItem>(
                        1,
                        item => WriteAsync(body, viewer, item, ended.Token).FailingIfCancelled()
                    ),
                    gateway.Materializer
                );
        }
        catch (Exception) when (ended.IsCancellationRequested)
        {
            // The write that was under way when the client or the server went.
        }
        catch (Exception error)
        {
            // The head has gone out, so the connection is cut: a clean end could pass for one.
            ServerLog.ViewFailed(_log, error, "sse", ProblemMiddleware.TraceIdOf(context));
            context.Abort();
        }
    }

    private static async Task<PipeWriter> BeginAsync(
        HttpResponse response,
        CancellationToken cancellation
    )
    {
        response.ContentType = ContentType;
        // Proxies that buffer would hold the answer back.
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        response.BodyWriter.Write("retry: 1000\n\n"u8);
        await response.BodyWriter.FlushAsync(cancellation);
        return response.BodyWriter;
    }

    /// <summary>
    /// One write for all that the view brought. The flush ends when the connection has taken it, and
    /// only then the view is asked for more.
    /// </summary>
    private static async Task WriteAsync(
        PipeWriter body,
        ViewerConnection viewer,
        ViewItem item,
        CancellationToken cancellation
    )
    {
        switch (item)
        {
            case ViewItem.Events { Items: var events }:
                var (count, bytes) = Write(body, events);
                await body.FlushAsync(cancellation);
                viewer.Delivered(events[^1].Cursor, count, bytes);
                break;
            case ViewItem.Reset reset:
                body.Write(reset.SseFrame.Span);
                await body.FlushAsync(cancellation);
                viewer.Delivered(reset.Cursor, 1, reset.SseFrame.Length);
                break;
            case ViewItem.Damaged:
                body.Write(DamagedFrame);
                break;
            default:
                body.Write(": hb\n\n"u8);
                await body.FlushAsync(cancellation);
                break;
        }
    }

    private static (int Events, long Bytes) Write(
        PipeWriter body,
        IReadOnlyList<JournaledEvent> events
    )
    {
        var (count, bytes) = (0, 0L);
        foreach (var @event in events)
        {
            if (!@event.IsVisible)
                continue;
            var frame = @event.SseFrame.Span;
            body.Write(frame);
            count++;
            bytes += frame.Length;
        }

        return (count, bytes);
    }
}
