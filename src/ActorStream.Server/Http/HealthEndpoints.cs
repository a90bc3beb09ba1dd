using ActorStream.Server.Http.Bodies;
using ActorStream.Server.Observability;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ActorStream.Server.Http;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it can be used.</summary>
internal static class HealthEndpoints
{
    private const string Alive = "/healthz";
    private const string Ready = "/readyz";

    /// <summary>Whether this path is one of them.</summary>
    public static bool Answer(PathString path) => path == Alive || path == Ready;

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet(Alive, () => Reply.Json(new("ok", null, null), WireJson.Instance.HealthBody))
            .Describe("Whether the process answers.")
            .Produces<HealthBody>();
        app.MapGet(Ready, ReadyAsync)
            .Describe("Whether the journal can be used and open turns of a crash are marked.")
            .Produces<HealthBody>()
            .Produces<HealthBody>(503);
    }

    private static async Task<IResult> ReadyAsync(
        HttpContext context,
        HealthCheckService checks,
        ConnectionRegister connections
    )
    {
        var report = await checks.CheckHealthAsync(context.RequestAborted);
        var isReady = report.Status == HealthStatus.Healthy;
        var data = report.Entries[ReadinessCheck.Name].Data;
        return Reply.Json(
            new HealthBody(
                isReady ? "ready" : "not-ready",
                data.TryGetValue("healing", out var healing) ? (int)healing : null,
                new(connections.Sse, connections.WebSocket)
            ),
            WireJson.Instance.HealthBody,
            isReady ? 200 : 503
        );
    }
}
