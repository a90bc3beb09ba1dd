using System.Diagnostics;
using ActorStream.LoadClient.Measuring;
using ActorStream.LoadClient.Viewing;
using ActorStream.LoadClient.Wire;

namespace ActorStream.LoadClient.Runs;

/// <summary>
/// One conversation and many viewers: first a slow turn, to see how long one chunk takes to reach all
/// of them, then a turn flat out, to see how many deliveries a second there are.
/// </summary>
internal sealed class FanoutRun(FanoutOptions options)
{
    private readonly ViewerCounters _counters = new();
    private readonly LatencyHistogram _latency = new();

    // By sequence number: how many viewers have the event, and when the first and the last one got it.
    private readonly int[] _reached = new int[options.PacedChunks + 4];
    private readonly long[] _first = new long[options.PacedChunks + 4];
    private readonly long[] _last = new long[options.PacedChunks + 4];

    /// <summary>Runs it and reports; the second result is the number of violations.</summary>
    public async Task<(Report Report, long Violations)> RunAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.Limit);
        using var api = new ServerApi(options.Url);
        var before = options.ServerProcessId is { } id ? ProcessStatus.Read(id) : null;
        var conversation = await api.CreateConversationAsync(limit.Token);

        var slow = await TurnAsync(
            api,
            conversation,
            ends: 1,
            options.PacedChunks,
            options.PacedRate,
            limit.Token
        );
        var pacedLatency = (_latency.Quantile(0.5), _latency.Quantile(0.99));
        var flatOut = await TurnAsync(api, conversation, ends: 2, options.Chunks, 0, limit.Token);

        var spreads = Spreads();
        var after = options.ServerProcessId is { } again ? ProcessStatus.Read(again) : null;
        var violations =
            slow.Violations
            + flatOut.Violations
            + _reached.AsSpan(3, options.PacedChunks).ToArray().Count(n => n != options.Viewers);
        var report = new Report("fanout")
            .Add("viewers", options.Viewers)
            .Add("pacedChunks", options.PacedChunks)
            .Add("oneToAllP50", spreads[spreads.Length / 2], "ms")
            .Add("oneToAllMax", spreads[^1], "ms")
            .Add("latencyP50", pacedLatency.Item1, "ms")
            .Add("latencyP99", pacedLatency.Item2, "ms")
            .Add("flatOutChunks", options.Chunks)
            .Add("flatOutElapsed", flatOut.Seconds, "s")
            .Add("deliveries", flatOut.Deliveries)
            .Add("deliveryRate", flatOut.Deliveries / flatOut.Seconds, "deliveries/s")
            .AddProcess(before, after)
            .Add("clientCpu", Environment.CpuUsage.TotalTime.TotalSeconds, "s")
            .Add("violations", violations);
        return (report, violations);
    }

    /// <summary>
    /// Has every viewer watch the conversation from its start until it has seen that many turns end.
    /// </summary>
    private async Task<(long Deliveries, double Seconds, long Violations)> TurnAsync(
        ServerApi api,
        string conversation,
        int ends,
        int chunks,
        int rate,
        CancellationToken cancellation
    )
    {
        var viewers = Enumerable
            .Range(0, options.Viewers)
            .Select(index => new Viewer(
                conversation,
                () => api.EndPoint,
                new CutPlan(new Random(index), perSecond: 0),
                _counters,
                ends == 1 ? _latency : null
            )
            {
                WantedEnds = ends,
                Seen = ends == 1 ? Reach : null,
            })
            .ToList();
        var watching = viewers.ConvertAll(viewer => Task.Run(() => viewer.RunAsync(cancellation)));
        await Task.WhenAll(viewers.Select(viewer => viewer.Connected));
        var already = _counters.Events;
        var clock = Stopwatch.StartNew();
        var answer = await api.SubmitPromptAsync(
            conversation,
            $"Fan out {chunks} chunks",
            chunks,
            rate,
            options.Seed,
            idempotencyKey: null,
            cancellation
        );
        if (answer.Status != 202)
        {
            throw new InvalidOperationException($"Refused: {answer}");
        }

        await Task.WhenAll(watching);
        var first = viewers[0].Record;
        var violations = viewers.Count(viewer =>
            !viewer.Record.IsClean
            || viewer.Record.Ends != ends
            || viewer.Record.TextHash != first.TextHash
            || !viewer.Record.Fingerprints.SequenceEqual(first.Fingerprints)
        );
        return (_counters.Events - already, clock.Elapsed.TotalSeconds, violations);
    }

    private void Reach(EventType type, long sequenceNr)
    {
        if (type != EventType.Chunk || sequenceNr >= _reached.Length)
        {
            return;
        }

        var now = Stopwatch.GetTimestamp();
        Interlocked.CompareExchange(ref _first[sequenceNr], now, 0);
        if (Interlocked.Increment(ref _reached[sequenceNr]) == options.Viewers)
        {
            _last[sequenceNr] = now;
        }
    }

    /// <summary>From the first viewer to the last, in milliseconds, shortest first.</summary>
    private double[] Spreads() =>
        [
            .. Enumerable
                .Range(3, options.PacedChunks)
                .Where(number => _last[number] > 0)
                .Select(number =>
                    Stopwatch.GetElapsedTime(_first[number], _last[number]).TotalMilliseconds
                )
                .Order()
                .DefaultIfEmpty(double.PositiveInfinity),
        ];
}
