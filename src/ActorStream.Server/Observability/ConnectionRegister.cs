using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ActorStream.Conversations;

namespace ActorStream.Server.Observability;

/// <summary>What somebody is connected by.</summary>
internal enum ConnectionKind
{
    /// <summary>A viewer over Server-Sent Events.</summary>
    Sse,

    /// <summary>A viewer over a WebSocket.</summary>
    WebSocket,

    /// <summary>An operator's stream.</summary>
    Admin,
}

/// <summary>
/// Knows who is connected, and what they have been handed. A connection is in here from the moment it is
/// opened until the result is disposed of, and nothing else changes it: there is no path that could
/// forget to.
/// </summary>
internal sealed class ConnectionRegister(
    IMeterFactory meters,
    ConversationMetrics metrics,
    TimeProvider time
)
{
    private readonly UpDownCounter<int> _active = meters
        .Create("ActorStream.Server")
        .CreateUpDownCounter<int>(
            "actorstream.connections.active",
            "{connection}",
            "Viewers and operators' streams that are connected."
        );

    private readonly ConcurrentDictionary<long, ViewerConnection> _viewers = new();
    private readonly int[] _counts = new int[3];
    private long _lastId;

    /// <summary>Viewers over Server-Sent Events.</summary>
    public int Sse => CountOf(ConnectionKind.Sse);

    /// <summary>Viewers over WebSockets.</summary>
    public int WebSocket => CountOf(ConnectionKind.WebSocket);

    /// <summary>Operators' streams.</summary>
    public int Admin => CountOf(ConnectionKind.Admin);

    /// <summary>Everybody who views a conversation, in no order.</summary>
    public IEnumerable<ViewerConnection> Viewers => _viewers.Select(entry => entry.Value);

    /// <summary>One more viewer, until the result is disposed of.</summary>
    public ViewerConnection Open(ConnectionKind kind, ConversationId conversation, Cursor? after)
    {
        var id = Interlocked.Increment(ref _lastId);
        var viewer = new ViewerConnection(
            id,
            kind,
            conversation,
            after,
            time.GetUtcNow(),
            metrics,
            Close
        );
        _viewers[id] = viewer;
        Count(kind, 1);
        return viewer;
    }

    /// <summary>
    /// One more operator's stream, until the result is disposed of; null if there are so many already.
    /// </summary>
    public IDisposable? TryOpenAdmin(int limit)
    {
        if (Interlocked.Increment(ref _counts[(int)ConnectionKind.Admin]) > limit)
        {
            Interlocked.Decrement(ref _counts[(int)ConnectionKind.Admin]);
            return null;
        }

        Report(ConnectionKind.Admin, 1);
        return new AdminConnection(this);
    }

    private int CountOf(ConnectionKind kind) => Volatile.Read(ref _counts[(int)kind]);

    private void Close(ViewerConnection viewer)
    {
        if (_viewers.TryRemove(viewer.Number, out _))
            Count(viewer.Kind, -1);
    }

    private void Count(ConnectionKind kind, int change)
    {
        Interlocked.Add(ref _counts[(int)kind], change);
        Report(kind, change);
    }

    private void Report(ConnectionKind kind, int change) =>
        _active.Add(change, new KeyValuePair<string, object?>("kind", NameOf(kind)));

    private static string NameOf(ConnectionKind kind) =>
        kind switch
        {
            ConnectionKind.Sse => "sse",
            ConnectionKind.WebSocket => "websocket",
            _ => "admin",
        };

    private sealed class AdminConnection(ConnectionRegister register) : IDisposable
    {
        private int _closed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0)
                register.Count(ConnectionKind.Admin, -1);
        }
    }
}
