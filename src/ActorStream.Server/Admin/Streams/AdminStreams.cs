using System.Buffers;
using System.IO.Pipelines;
using ActorStream.Server.Http;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Observability;
using ActorStream.Server.Sse;
using Akka.Configuration;
using Microsoft.AspNetCore.Http.Features;

namespace ActorStream.Server.Admin.Streams;

/// <summary>
/// Serves operators' streams: counted, limited in number, and ended by the client or the server's
/// shutdown.
/// </summary>
internal sealed class AdminStreams(
    ConnectionRegister connections,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    Config config,
    ILoggerFactory loggers
)
{
    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");
    private readonly int _limit = config.GetInt("actorstream.admin.max-streams");
    private readonly TimeSpan _heartbeat = config.GetTimeSpan("actorstream.views.heartbeat");

    /// <summary>
    /// Streams the events that <paramref name="write"/> sends, until it ends or somebody goes away.
    /// </summary>
    public Task<IResult> ServeAsync(HttpContext context, Func<AdminStream, Task> write) =>
        RunAsync(
            context,
            async ended =>
            {
                var body = await BeginAsync(context.Response, ended);
                await write(new(body, _heartbeat, time, ended));
            }
        );

    /// <summary>Sends what <paramref name="write"/> writes into the body, counted as a stream.</summary>
    public Task<IResult> DownloadAsync(
        HttpContext context,
        string contentType,
        Func<Stream, CancellationToken, Task> write
    ) =>
        RunAsync(
            context,
            ended =>
            {
                context.Response.ContentType = contentType;
                return write(context.Response.Body, ended);
            }
        );

    private async Task<IResult> RunAsync(HttpContext context, Func<CancellationToken, Task> serve)
    {
        using var connection = connections.TryOpenAdmin(_limit);
        if (connection is null)
            return Reply.Problem(ProblemList.TooManyStreams(_limit));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        try
        {
            await serve(ended.Token);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // What was under way when the client went.
        }
        catch (Exception) when (ended.IsCancellationRequested)
        {
            // A stream ends with the server; half a download must not pass for a whole one.
            if (context.Response.ContentType != SseViews.ContentType)
                context.Abort();
        }
        catch (Exception error) when (context.Response.HasStarted)
        {
            // The head has gone out, so the connection is cut: a clean end could pass for one.
            ServerLog.AdminStreamFailed(_log, error, ProblemMiddleware.TraceIdOf(context));
            context.Abort();
        }

        return TypedResults.Empty;
    }

    private static async Task<PipeWriter> BeginAsync(
        HttpResponse response,
        CancellationToken cancellation
    )
    {
        response.ContentType = SseViews.ContentType;
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        response.BodyWriter.Write(": hb\n\n"u8);
        await response.BodyWriter.FlushAsync(cancellation);
        return response.BodyWriter;
    }
}
