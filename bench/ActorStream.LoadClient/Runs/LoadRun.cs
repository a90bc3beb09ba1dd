using System.Diagnostics;
using ActorStream.LoadClient.Measuring;
using ActorStream.LoadClient.Viewing;
using ActorStream.LoadClient.Wire;

namespace ActorStream.LoadClient.Runs;

/// <summary>
/// Many conversations at once, each with one turn and one viewer whose connection breaks at random;
/// afterwards the journal must say what each viewer saw, no more and no less.
/// </summary>
internal sealed class LoadRun(LoadOptions options)
{
    /// <summary>Requests under way at once while conversations and turns are made.</summary>
    private const int Concurrency = 32;

    private readonly LatencyHistogram _latency = new();
    private readonly ViewerCounters _counters = new();
    private int _accepted;

    /// <summary>Runs it and reports; the second result is the number of violations.</summary>
    public async Task<(Report Report, long Violations)> RunAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.Limit);
        using var api = new ServerApi(options.Url);
        var before = Server();

        var viewers = await ViewersAsync(api, limit.Token);
        var watching = viewers.ConvertAll(viewer => Task.Run(() => viewer.RunAsync(limit.Token)));
        await Task.WhenAny(
            Task.WhenAll(viewers.Select(viewer => viewer.Connected)),
            Task.WhenAll(watching)
        );

        var clock = Stopwatch.StartNew();
        await ForEachAsync(
            viewers,
            (viewer, index) => PromptAsync(api, viewer, index, limit.Token)
        );
        var submitted = clock.Elapsed;
        await Task.WhenAll(watching);
        var elapsed = clock.Elapsed;
        var after = Server();

        var check = new JournalCheck(api, options.Chunks);
        await ForEachAsync(viewers, (viewer, _) => check.CompareAsync(viewer, cancellation));
        var chunks = viewers.Sum(viewer => (long)viewer.Record.Chunks);
        var report = new Report(options.ChunksPerSecond == 0 ? "load, flat out" : "load")
            .AddText("seed", options.Seed.ToString())
            .Add("streams", options.Streams)
            .Add("offered", (long)options.Streams * options.ChunksPerSecond, "chunks/s")
            .Add("acceptedTurns", _accepted)
            .Add("submittedIn", submitted.TotalSeconds, "s")
            .Add("elapsed", elapsed.TotalSeconds, "s")
            .Add("chunks", chunks)
            .Add("throughput", chunks / elapsed.TotalSeconds, "chunks/s")
            .Add("latencyP50", _latency.Quantile(0.50), "ms")
            .Add("latencyP95", _latency.Quantile(0.95), "ms")
            .Add("latencyP99", _latency.Quantile(0.99), "ms")
            .Add("latencySamples", _latency.Count)
            .Add("cuts", _counters.Cuts)
            .Add("connections", _counters.Connections)
            .Add("lostConnections", _counters.Lost)
            .Add("refusedConnections", _counters.Refused)
            .AddProcess(before, after)
            .AddText("textHash", TextHash(viewers))
            .Add("clientCpu", Environment.CpuUsage.TotalTime.TotalSeconds, "s");
        return (report, check.Report(report, options.Streams - _accepted));
    }

    private ProcessStatus? Server() =>
        options.ServerProcessId is { } id ? ProcessStatus.Read(id) : null;

    private async Task<List<Viewer>> ViewersAsync(ServerApi api, CancellationToken cancellation)
    {
        var viewers = new Viewer[options.Streams];
        await ForEachAsync(
            viewers,
            async (_, index) =>
            {
                var id = await api.CreateConversationAsync(cancellation);
                var random = new Random(HashCode(options.Seed, index));
                var cuts = new CutPlan(random, options.DisconnectsPerSecond);
                viewers[index] = new Viewer(id, () => api.EndPoint, cuts, _counters, _latency);
            }
        );
        return [.. viewers];
    }

    private async Task PromptAsync(
        ServerApi api,
        Viewer viewer,
        int index,
        CancellationToken cancellation
    )
    {
        var answer = await api.SubmitPromptAsync(
            viewer.ConversationId,
            $"Load {options.Seed}, stream {index}",
            options.Chunks,
            options.ChunksPerSecond,
            HashCode(options.Seed, index),
            idempotencyKey: null,
            cancellation
        );
        if (answer.Status == 202)
        {
            Interlocked.Increment(ref _accepted);
        }
        else
        {
            Console.Error.WriteLine($"Refused: {answer}");
        }
    }

    /// <summary>
    /// All text of all streams. With the same seed it is the same number, whatever became of the
    /// viewers' connections: a viewer's end changes no answer.
    /// </summary>
    private static string TextHash(List<Viewer> viewers) =>
        viewers
            .Aggregate(0UL, (sum, viewer) => unchecked((sum * 31) + viewer.Record.TextHash))
            .ToString("x16");

    /// <summary>The same in every process, unlike <see cref="System.HashCode"/>.</summary>
    private static int HashCode(int seed, int index) => (seed * 1_000_003) ^ index;

    private static Task ForEachAsync<T>(IReadOnlyList<T> items, Func<T, int, Task> action) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, items.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency },
            async (index, _) => await action(items[index], index)
        );
}
