using ActorStream.Server.Hosting;
using Akka.Actor;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ActorStream.Server.Observability;

/// <summary>
/// Ready means: the journal could be read, and every turn that a crash left open is marked.
/// </summary>
internal sealed class ReadinessCheck(ActorSystemLife life, ConnectionRegister connections)
    : IHealthCheck
{
    public const string Name = "conversations";

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        if (!life.Opened.IsCompletedSuccessfully)
            return HealthCheckResult.Unhealthy("The actor system starts.");
        try
        {
            var readiness = await life.Gateway.GetReadinessAsync(cancellationToken);
            var data = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["healing"] = readiness.Healing,
                ["sse"] = connections.Sse,
                ["webSocket"] = connections.WebSocket,
            };
            return readiness.IsReady
                ? HealthCheckResult.Healthy(data: data)
                : HealthCheckResult.Unhealthy(data: data);
        }
        catch (AskTimeoutException timeout)
        {
            return HealthCheckResult.Unhealthy("The conversations do not answer.", timeout);
        }
    }
}
