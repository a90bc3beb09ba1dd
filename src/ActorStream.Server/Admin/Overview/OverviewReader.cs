using ActorStream.Hosting;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Hosting;
using ActorStream.Server.Observability;
using ActorStream.Server.Rewriting;
using Npgsql;

namespace ActorStream.Server.Admin.Overview;

/// <summary>Puts an overview together. Nothing in it reads the database or wakes a conversation.</summary>
internal sealed class OverviewReader(
    ActorSystemLife life,
    ServerSettings settings,
    ConversationMetrics metrics,
    ConnectionRegister connections,
    ProcessMeter process,
    RewriteLedger rewrites,
    TimeProvider time
)
{
    private const double MicrosecondsPerMillisecond = 1_000;

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public async Task<OverviewBody> ReadAsync(CancellationToken cancellation)
    {
        var gateway = await life.Opened.WaitAsync(cancellation);
        var counts = await gateway.CountAsync(cancellation);
        var awake = await gateway.GetAwakeAsync([], cancellation);
        var activity = metrics.Window.Summarize();
        return new(
            ServerVersion.Text,
            _startedAt,
            time.GetUtcNow(),
            Journal(),
            new(counts.Known, awake.Count, counts.Running, counts.Unmarked),
            new(connections.Sse, connections.WebSocket, connections.Admin),
            new(
                Rounded(activity.ChunksPerSecond),
                Rounded(activity.EventsPerSecond),
                Rounded(activity.PromptsPerSecond),
                Rounded(activity.DeliveriesPerSecond)
            ),
            new(
                Rounded(activity.WritesPerSecond),
                QuantilesBody.Of(activity.WriteSizes),
                QuantilesBody.Of(activity.WriteDurations, MicrosecondsPerMillisecond)
            ),
            Mailboxes(activity),
            process.Read()
        );
    }

    private static MailboxesBody Mailboxes(ActivitySummary activity)
    {
        var depths = QuantilesBody.Of(activity.Mailboxes);
        return new(depths.P50, depths.P99, depths.Max, activity.Deepest?.Value);
    }

    private JournalBody Journal()
    {
        if (settings.Journal == JournalKind.Postgres)
        {
            var database = new NpgsqlConnectionStringBuilder(settings.Postgres).Database;
            return new(
                "postgres",
                database ?? "postgres",
                null,
                null,
                RewriteBody.Of(rewrites.Standing)
            );
        }

        var file = Path.Combine(settings.DataFolder, DataFolder.DatabaseName);
        return new("sqlite", DataFolder.DatabaseName, SizeOf(file), SizeOf(file + "-wal"), null);
    }

    private static long? SizeOf(string path) =>
        new FileInfo(path) is { Exists: true } file ? file.Length : null;

    private static double Rounded(double rate) => Math.Round(rate, 2);
}
