using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Observability;
using Akka.Actor;

namespace ActorStream.Server.Admin.Overview;

/// <summary>
/// Once a second: ends a slot of the window, keeps the overview for charts, and tells who follows.
/// </summary>
internal sealed class OverviewClock(
    OverviewReader reader,
    ConversationMetrics metrics,
    ProcessMeter process,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers
) : IHostedService, IAsyncDisposable
{
    /// <summary>Points that are kept: a minute.</summary>
    public const int Points = 60;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");
    private readonly Lock _gate = new();
    private readonly Queue<OverviewBody> _points = new(Points);
    private readonly List<Signal> _followers = [];
    private int _busy;
    private ITimer? _timer;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => _ = TickAsync(), null, Second, Second);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <summary>The points so far, oldest first.</summary>
    public IReadOnlyList<OverviewBody> History()
    {
        lock (_gate)
            return [.. _points];
    }

    /// <summary>Sets the signal at every new point, until disposed of.</summary>
    public IDisposable Follow(Signal signal)
    {
        lock (_gate)
            _followers.Add(signal);
        return new Following(this, signal);
    }

    /// <summary>What the timer does. A tick that comes while conversations do not answer is left out.</summary>
    public async Task TickAsync()
    {
        metrics.Window.Tick();
        process.Tick();
        if (Interlocked.Exchange(ref _busy, 1) == 1)
            return;
        try
        {
            Keep(await reader.ReadAsync(lifetime.ApplicationStopping));
        }
        catch (AskTimeoutException timeout)
        {
            ServerLog.OverviewFailed(_log, timeout.Message);
        }
        catch (Exception) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The actor system went first.
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_timer is { } timer)
            await timer.DisposeAsync();
    }

    private void Keep(OverviewBody point)
    {
        lock (_gate)
        {
            if (_points.Count == Points)
                _points.Dequeue();
            _points.Enqueue(point);
            foreach (var follower in _followers)
                follower.Set();
        }
    }

    private sealed class Following(OverviewClock clock, Signal signal) : IDisposable
    {
        public void Dispose()
        {
            lock (clock._gate)
                clock._followers.Remove(signal);
        }
    }
}
