using System.Diagnostics;
using ActorStream.KillRuns.Auditing;
using ActorStream.KillRuns.Clients;
using ActorStream.KillRuns.Servers;
using ActorStream.LoadClient.Measuring;
using ActorStream.LoadClient.Viewing;

namespace ActorStream.KillRuns;

/// <summary>
/// Starts the real server, puts it under load, kills it at a random moment, starts it again on the same
/// data, and compares what clients were told with what the journal says; many times over.
/// </summary>
/// <remarks>
/// SIGKILL takes the process, not the machine: what the operating system has been given survives. So
/// this falsifies the order of commit and delivery, healing and resumption, not the disk's honesty.
/// </remarks>
internal sealed class KillRun(KillRunOptions options, TextWriter log)
{
    // Generous: it tells a server that hangs from one on a busy machine.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CatchUpLimit = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(options.Seed);
    private readonly ViewerCounters _counters = new();
    private readonly List<ConversationAudit> _retired = [];
    private readonly List<ConversationAudit> _alive = [];
    private readonly Stopwatch _starting = new();
    private ServerUnderTest? _server;
    private long _compared;
    private int _created;
    private int _kills;
    private int _starts;

    /// <summary>The promises that were broken.</summary>
    public Violations Violations { get; } = new();

    /// <summary>Runs all kills and the last audit of every conversation there ever was.</summary>
    public async Task<Report> RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.DataFolder);
        var clock = Stopwatch.StartNew();
        try
        {
            await StartAsync();
            while (_kills < options.Kills)
            {
                await RenewAsync(cancellation);
                await LoadAndKillAsync(cancellation);
                await KillStartsAsync();
                await StartAsync();
                await AuditAsync(_alive, cancellation);
                if (_kills % 20 == 0 || Violations.Total > 0)
                {
                    log.WriteLine(
                        $"{_kills} kills, {_compared} events compared, {Violations.Total} violations"
                    );
                }
            }

            await ProbeAsync(cancellation);
            await CatchUpAsync(cancellation);
            await AuditAsync([.. _retired, .. _alive], cancellation);
        }
        catch (TimeoutException error)
        {
            Violations.Add("start", error.Message);
        }
        catch (HttpRequestException error)
        {
            Violations.Add("crash", $"{error.Message}\n{_server?.Output}");
        }
        finally
        {
            _server?.Dispose();
        }

        return Report(clock.Elapsed);
    }

    private async Task StartAsync()
    {
        _starting.Start();
        _server = ServerUnderTest.Start(options.ServerAssembly, options.DataFolder);
        await _server.ReadyAsync(StartLimit);
        _starting.Stop();
        _starts++;
    }

    /// <summary>Some kills come before the server is ready: healing must survive its own interruption.</summary>
    private async Task KillStartsAsync()
    {
        while (_kills < options.Kills && _random.NextDouble() < options.KillsDuringStart)
        {
            using var server = ServerUnderTest.Start(options.ServerAssembly, options.DataFolder);
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(50, 600)));
            await server.KillAsync();
            _kills++;
        }
    }

    /// <summary>Replaces some conversations, so that none grows without end.</summary>
    private async Task RenewAsync(CancellationToken cancellation)
    {
        for (var index = _alive.Count - 1; index >= 0; index--)
        {
            if (_random.NextDouble() < options.Turnover)
            {
                _retired.Add(_alive[index]);
                _alive.RemoveAt(index);
            }
        }

        while (_alive.Count < options.Conversations)
        {
            var id = await _server!.Api.CreateConversationAsync(cancellation);
            var client = new ConversationClient(
                id,
                _created++,
                options,
                () => _server!.Api,
                _counters,
                Violations
            );
            _alive.Add(new ConversationAudit(client, Violations));
        }
    }

    private async Task LoadAndKillAsync(CancellationToken cancellation)
    {
        using var load = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var viewers = _alive.SelectMany(audit => audit.Client.Viewers).ToList();
        viewers.ForEach(viewer => viewer.ComesBack = true);
        var watching = viewers.ConvertAll(viewer =>
            Task.Run(() => viewer.RunAsync(load.Token), cancellation)
        );
        var prompting = _alive.ConvertAll(audit =>
            Task.Run(() => audit.Client.PromptAsync(_server!.Api, load.Token), cancellation)
        );

        // On a busy machine the first event may take a while; before it there is nothing to break.
        var before = _counters.Events;
        var clock = Stopwatch.StartNew();
        while (_counters.Events == before && clock.Elapsed < StartLimit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        }

        var moment = options.MaxLoad * _random.NextDouble();
        await Task.Delay(moment, cancellation);
        await _server!.KillAsync();
        _kills++;

        // What the dead server had sent is still in the sockets, and counts as seen.
        viewers.ForEach(viewer => viewer.ComesBack = false);
        load.CancelAfter(TimeSpan.FromSeconds(5));
        await Task.WhenAll(watching);
        await load.CancelAsync();
        await Task.WhenAll(prompting);
        _server.Dispose();
    }

    private async Task AuditAsync(
        IReadOnlyList<ConversationAudit> audits,
        CancellationToken cancellation
    )
    {
        foreach (var audit in audits)
        {
            _compared += await audit.RunAsync(_server!.Api, cancellation);
        }
    }

    /// <summary>After the last kill, every conversation still takes a prompt and answers it.</summary>
    private async Task ProbeAsync(CancellationToken cancellation)
    {
        foreach (var audit in _alive)
        {
            var ledger = audit.Client.Ledger;
            var probe = new SentPrompt(
                $"Probe of {audit.Client.Id}",
                $"probe-{audit.Client.Id}",
                3,
                1
            );
            ledger.Sending(probe);
            var answer = await _server!.Api.SubmitPromptAsync(
                audit.Client.Id,
                probe.Prompt,
                probe.Chunks,
                chunksPerSecond: 0,
                probe.Seed,
                probe.Key,
                cancellation
            );
            if (answer.Status == 202)
            {
                ledger.Accepted(
                    new AcknowledgedPrompt(
                        probe.Prompt,
                        answer.Member("turnId")!,
                        answer.Member("cursor")!
                    )
                );
            }
            else
            {
                Violations.Add(
                    "I3",
                    $"{audit.Client.Id} refused a prompt after the kills: {answer}"
                );
            }
        }
    }

    /// <summary>Every viewer that is left comes back and sees everything to the end.</summary>
    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(CatchUpLimit);
        await Task.WhenAll(
            _alive.SelectMany(audit =>
                audit.Client.Viewers.Select(viewer => CatchUpAsync(audit.Client, viewer, limit))
            )
        );
    }

    private async Task CatchUpAsync(
        ConversationClient client,
        Viewer viewer,
        CancellationTokenSource limit
    )
    {
        viewer.ComesBack = true;
        var probe = client.Ledger.Prompts[^1].TurnId;
        viewer.WantedEnds = int.Parse(probe.AsSpan(1));
        await viewer.RunAsync(limit.Token);
        if (viewer.Record.Ends < viewer.WantedEnds)
        {
            Violations.Add(
                "I2",
                $"{client.Id}: a viewer came to {viewer.Record.Cursor} and not to the end of {probe}"
            );
        }
    }

    private Report Report(TimeSpan elapsed)
    {
        var all = _retired.Concat(_alive).Select(audit => audit.Client).ToList();
        var report = new Report("kills")
            .AddText("seed", options.Seed.ToString())
            .Add("kills", _kills)
            .Add("conversations", _created)
            .Add("acknowledgedPrompts", all.Sum(client => client.Ledger.Prompts.Count))
            .Add("acknowledgedStops", all.Sum(client => client.Ledger.Stops.Count))
            .Add("eventsSeen", _counters.Events)
            .Add("eventsCompared", _compared)
            .Add("connections", _counters.Connections)
            .Add("viewerCuts", _counters.Cuts)
            .Add("startToReady", _starting.Elapsed.TotalSeconds / Math.Max(1, _starts), "s")
            .Add("elapsed", elapsed.TotalSeconds, "s")
            .Add("violations", Violations.Total);
        foreach (var (promise, count) in Violations.ByPromise)
        {
            report.Add($"violations of {promise}", count);
        }

        return report;
    }
}
