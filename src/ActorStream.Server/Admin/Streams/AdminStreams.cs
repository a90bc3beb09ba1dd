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

    /// <summary>Streams what <paramref name="write"/> writes, until it ends or somebody goes away.</summary>
    public async Task<IResult> ServeAsync(HttpContext context, Func<AdminStream, Task> write)
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
            var body = await BeginAsync(context.Response, ended.Token);
            await write(new(body, _heartbeat, time, ended.Token));
        }
        catch (Exception) when (ended.IsCancellationRequested)
        {
            // What was under way when the client or the server went.
        }
        catch (Exception error)
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
