using System.Diagnostics.Metrics;

namespace ActorStream.Scenarios.Infrastructure;

/// <summary>Reads <c>actorstream.connections.active</c> of one server, as an operator's metrics would.</summary>
public sealed class ConnectionGauge : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _count;

    public ConnectionGauge(IMeterFactory server)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (
                instrument.Name == "actorstream.connections.active"
                && ReferenceEquals(instrument.Meter.Scope, server)
            )
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>(
            (_, change, _, _) => Interlocked.Add(ref _count, change)
        );
        _listener.Start();
    }

    public int Count => Volatile.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
