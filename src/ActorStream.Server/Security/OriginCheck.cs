using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Security;

/// <summary>
/// A browser names the page that sends a request. What changes something, and every WebSocket, must come
/// from this server's own page or from no page at all; reading is guarded by the missing CORS grant.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var origin = request.Headers.Origin.ToString();
        var harmless =
            (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && !context.WebSockets.IsWebSocketRequest
            && request.Headers.Upgrade.Count == 0;
        return harmless || origin.Length == 0 || IsOwn(request, origin)
            ? next(context)
            : new ProblemResult(ProblemList.ForeignOrigin()).ExecuteAsync(context);
    }

    private static bool IsOwn(HttpRequest request, string origin) =>
        origin.Equals(
            $"{request.Scheme}://{request.Host.Value}",
            StringComparison.OrdinalIgnoreCase
        );
}
