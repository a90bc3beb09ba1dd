using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ActorStream.Server.Observability;

/// <summary>
/// Sends the meters to an OpenTelemetry collector, if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; the
/// exporter reads its other settings (<c>OTEL_EXPORTER_OTLP_HEADERS</c>, ...) from the environment.
/// </summary>
internal sealed class MeterExport(IConfiguration configuration) : IHostedService, IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private MeterProvider? _provider;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(configuration[Endpoint]))
            return Task.CompletedTask;
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter("ActorStream", "ActorStream.Server", "System.Runtime")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _provider?.Dispose();
        _provider = null;
    }
}
