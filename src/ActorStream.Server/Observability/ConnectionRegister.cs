using System.Diagnostics.Metrics;

namespace ActorStream.Server.Observability;

/// <summary>What a viewer is connected by.</summary>
internal enum ConnectionKind
{
    /// <summary>Server-Sent Events.</summary>
    Sse,

    /// <summary>A WebSocket.</summary>
    WebSocket,
}

/// <summary>
/// Counts the viewers that are connected. A connection is in the count from <see cref="Open"/> until the
/// result is disposed of, and nothing else changes it: there is no path that could forget to.
/// </summary>
internal sealed class ConnectionRegister
{
    private readonly UpDownCounter<int> _active;
    private readonly int[] _counts = new int[2];

    public ConnectionRegister(IMeterFactory meters) =>
        _active = meters
            .Create("ActorStream.Server")
            .CreateUpDownCounter<int>(
                "actorstream.connections.active",
                "{connection}",
                "Viewers that are connected."
            );

    /// <summary>Viewers over Server-Sent Events.</summary>
    public int Sse => Volatile.Read(ref _counts[(int)ConnectionKind.Sse]);

    /// <summary>Viewers over WebSockets.</summary>
    public int WebSocket => Volatile.Read(ref _counts[(int)ConnectionKind.WebSocket]);

    /// <summary>One more viewer, until the result is disposed of.</summary>
    public Connection Open(ConnectionKind kind)
    {
        Count(kind, 1);
        return new(this, kind);
    }

    private void Count(ConnectionKind kind, int change)
    {
        Interlocked.Add(ref _counts[(int)kind], change);
        _active.Add(
            change,
            new KeyValuePair<string, object?>(
                "kind",
                kind == ConnectionKind.Sse ? "sse" : "websocket"
            )
        );
    }

    /// <summary>A viewer that is counted.</summary>
    public readonly struct Connection(ConnectionRegister register, ConnectionKind kind)
        : IDisposable
    {
        /// <summary>It is not connected any more.</summary>
        public void Dispose() => register.Count(kind, -1);
    }
}
