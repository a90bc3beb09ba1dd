using System.Diagnostics;
using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Views;
using Akka.Streams.Dsl;

namespace ActorStream.Benchmarks.Product;

/// <summary>
/// One conversation, many viewers, no sockets: the demonstration answers flat out into a SQLite journal
/// and every viewer's graph takes the bytes of each event.
/// </summary>
public static class FanOutBenchmark
{
    private const int Viewers = 1_000;
    private const int Chunks = 5_000;
    private const int Rounds = 5;

    /// <summary>Prints the median of the deliveries per second.</summary>
    public static async Task RunAsync()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("actorstream-bench-").FullName;
        var rates = new List<double>();
        await BenchmarkSystem.RunAsync(
            folder,
            "",
            async gateway =>
            {
                for (var round = 0; round < Rounds; round++)
                    rates.Add(await MeasureAsync(gateway));
            }
        );
        System.IO.Directory.Delete(folder, recursive: true);
        rates.Sort();
        Console.WriteLine(
            $"one conversation, {Viewers:N0} viewers, no sockets: median {rates[Rounds / 2]:N0} "
                + $"deliveries/s (min {rates[0]:N0}, max {rates[^1]:N0})"
        );
    }

    private static async Task<double> MeasureAsync(ConversationGateway gateway)
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
        var started = Stopwatch.GetTimestamp();
        await BenchmarkSystem.PromptAsync(gateway, id, Chunks);
        await Task.WhenAll(viewers);
        var rate = delivered / Stopwatch.GetElapsedTime(started).TotalSeconds;
        return delivered == (long)Viewers * (Chunks + 2)
            ? rate
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
