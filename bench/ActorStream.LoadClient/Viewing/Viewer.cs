using System.Net;
using System.Net.Sockets;
using ActorStream.LoadClient.Measuring;
using ActorStream.LoadClient.Wire;

namespace ActorStream.LoadClient.Viewing;

/// <summary>
/// Somebody who watches a conversation until a number of turns have ended: loses the connection now
/// and then, comes back with the last cursor, and keeps a record of everything.
/// </summary>
internal sealed class Viewer(
    string conversationId,
    Func<IPEndPoint> server,
    CutPlan cuts,
    ViewerCounters counters,
    LatencyHistogram? latency
)
{
    private readonly byte[] _raw = new byte[8192];
    private readonly SseReader _reader = new();
    private readonly TaskCompletionSource _connected = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private long _connectedAtTicks;
    private bool _comesBack = true;

    public string ConversationId => conversationId;

    public ViewerRecord Record { get; } = new();

    /// <summary>Ends when the server has answered this viewer's first connection with 200.</summary>
    public Task Connected => _connected.Task;

    /// <summary>How many turns to see end before going home.</summary>
    public int WantedEnds { get; set; } = 1;

    /// <summary>Whether to connect again when a connection has ended. Safe from any thread.</summary>
    public bool ComesBack
    {
        get => Volatile.Read(ref _comesBack);
        set => Volatile.Write(ref _comesBack, value);
    }

    /// <summary>Called on each event, on the viewer's own loop.</summary>
    public Action<EventType, long>? Seen { get; init; }

    private bool IsDone => Record.Ends >= WantedEnds;

    /// <summary>Watches until done, whatever happens to its connections.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!IsDone && ComesBack && !cancellation.IsCancellationRequested)
        {
            try
            {
                await WatchOnceAsync(cancellation);
            }
            catch (Exception error) when (error is SocketException or IOException)
            {
                counters.AddLost();
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }

            if (!IsDone && ComesBack && !cancellation.IsCancellationRequested)
            {
                await Task.Delay(cuts.Pause(), cancellation)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WatchOnceAsync(CancellationToken cancellation)
    {
        using var connection = await SseConnection.OpenAsync(
            server(),
            $"/conversations/{conversationId}/events",
            Record.Cursor,
            _raw,
            _reader,
            cancellation
        );
        counters.AddConnection();
        if (connection.Status != 200)
        {
            counters.AddRefused();
            return;
        }

        _connectedAtTicks = DateTime.UtcNow.Ticks;
        _connected.TrySetResult();
        cuts.Restart();
        while (!IsDone)
        {
            var received = await connection.ReceiveAsync(cancellation);
            if (received == 0)
            {
                counters.AddLost();
                return;
            }

            var cut = cuts.IsDue(received, out var keep);
            connection.Take(keep);
            SeeAll();
            if (cut && !IsDone)
            {
                counters.AddCut();
                connection.Leave(cuts.How());
                return;
            }
        }
    }

    private void SeeAll()
    {
        var now = DateTime.UtcNow.Ticks;
        var count = 0;
        while (_reader.TryRead(out var sse))
        {
            var wireEvent = WireEvent.Parse(sse.Name, sse.Data);
            Record.See(sse, wireEvent);
            Seen?.Invoke(wireEvent.Type, wireEvent.SequenceNr);
            count++;

            // What was written before this connection stood is replay, and its age says nothing.
            if (wireEvent.AtTicks >= _connectedAtTicks)
            {
                latency?.Record(now - wireEvent.AtTicks);
            }
        }

        counters.AddEvents(count);
    }
}
