using ActorStream.Server.Http;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Hosting;

/// <summary>
/// Lets requests wait while the actor system starts: who comes early is answered a little late instead of
/// being refused. What says how the server is, is answered at once.
/// </summary>
internal sealed class StartGate(RequestDelegate next, ActorSystemLife life, TimeProvider time)
{
    /// <summary>
    /// A start takes a fraction of this. What takes longer waits for a database, and so would the client.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task InvokeAsync(HttpContext context) =>
        life.Opened.IsCompletedSuccessfully || HealthEndpoints.Answer(context.Request.Path)
            ? next(context)
            : WaitAsync(context);

    private async Task WaitAsync(HttpContext context)
    {
        try
        {
            await life.Opened.WaitAsync(Patience, time, context.RequestAborted);
        }
        catch (TimeoutException)
        {
            await new ProblemResult(ProblemList.JournalUnavailable()).ExecuteAsync(context);
            return;
        }

        await next(context);
    }
}
