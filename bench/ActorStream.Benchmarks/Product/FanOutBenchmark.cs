using ActorStream.Benchmarks.Measuring;
using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Views;
using Akka.Streams.Dsl;

namespace ActorStream.Benchmarks.Product;

/// <summary>
/// One conversation, many viewers, no sockets: the demonstration answers flat out into a SQLite journal
/// and every viewer's graph takes the bytes of each event.
/// </summary>
internal static class FanOutBenchmark
{
    private const int Viewers = 1_000;
    private const int Chunks = 5_000;
    private const int Rounds = 5;

    internal static async Task RunAsync(Report report)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("actorstream-bench-").FullName;
        await BenchmarkSystem.RunAsync(
            folder,
            "",
            async gateway =>
                report.Rate(
                    "one conversation, 1,000 viewers, no sockets",
                    "deliveries",
                    await Report.RoundsAsync(Rounds, () => MeasureAsync(gateway))
                )
        );
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static async Task<Sample> MeasureAsync(ConversationGateway gateway)
    {
        var id = ConversationId.New();
        await BenchmarkSystem.BeginAsync(gateway, id);
        var delivered = 0L;
        var viewers = Enumerable
            .Range(0, Viewers)
            .Select(_ =>
                gateway
                    .View(id, null, new TurnId(1))
                    .RunForeach(
                        item => Interlocked.Add(ref delivered, CountVisible(item)),
                        gateway.Materializer
                    )
            )
            .ToArray();
        var lap = Lap.Start();
        await BenchmarkSystem.PromptAsync(gateway, id, Chunks);
        await Task.WhenAll(viewers);
        var sample = lap.End(delivered);
        return delivered == (long)Viewers * (Chunks + 2)
            ? sample
            : throw new InvalidOperationException($"{delivered:N0} deliveries instead of all.");
    }

    private static int CountVisible(ViewItem item)
    {
        if (item is not ViewItem.Events events)
            return 0;
        var visible = 0;
        foreach (var @event in events.Items)
        {
            if (@event.IsVisible && @event.SseFrame.Length > 0)
                visible++;
        }

        return visible;
    }
}
