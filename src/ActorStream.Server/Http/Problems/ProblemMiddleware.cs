using System.Diagnostics;
using ActorStream.Hosting;
using ActorStream.Operations.Databases;
using ActorStream.Server.Observability;
using Akka.Actor;

namespace ActorStream.Server.Http.Problems;

/// <summary>
/// The outermost: whatever goes wrong further in becomes a problem with a type, and what the framework
/// refuses without a body gets one.
/// </summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILoggerFactory loggers)
{
    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");

    public async Task InvokeAsync(HttpContext context)
    {
        var response = context.Response;
        try
        {
            await next(context);
            if (
                !response.HasStarted
                && response.ContentType is null
                && ProblemList.OfStatus(response.StatusCode) is { } problem
            )
            {
                await new ProblemResult(problem).ExecuteAsync(context);
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception error)
        {
            await AnswerAsync(context, error);
        }
    }

    private async Task AnswerAsync(HttpContext context, Exception error)
    {
        var problem = ProblemOf(error);
        if (problem is null)
        {
            var traceId = TraceIdOf(context);
            ServerLog.RequestFailed(_log, error, traceId);
            problem = ProblemList.Internal(traceId);
        }

        if (context.Response.HasStarted)
            context.Abort();
        else
            await new ProblemResult(problem).ExecuteAsync(context);
    }

    private static Problem? ProblemOf(Exception error) =>
        error switch
        {
            BadHttpRequestException { StatusCode: var status } => ProblemList.OfStatus(status),
            JournalProblem trouble => ProblemList.JournalUnavailable() with
            {
                Detail = trouble.Message,
            },
            ListNotReadyException => ProblemList.ListNotReady(),
            AskTimeoutException => ProblemList.JournalUnavailable(),
            _ => null,
        };

    /// <summary>The id under which the log has what happened to this request.</summary>
    public static string TraceIdOf(HttpContext context) =>
        Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}
