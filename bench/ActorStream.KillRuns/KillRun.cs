using System.Diagnostics;
using ActorStream.KillRuns.Disasters;
using ActorStream.KillRuns.Servers;
using ActorStream.LoadClient.Measuring;

namespace ActorStream.KillRuns;

/// <summary>
/// Starts the real server, puts it under load, lets a disaster happen, and compares what clients were
/// told with what the journal says; many times over on the same data.
/// </summary>
/// <remarks>
/// SIGKILL takes the process, not the machine: what the operating system has been given survives. So
/// this falsifies the order of commit and delivery, healing and resumption, not the disk's honesty.
/// </remarks>
internal sealed class KillRun
{
    // Generous: it tells a server that hangs from one on a busy machine.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly KillRunOptions _options;
    private readonly TextWriter _log;
    private readonly Population _population;
    private readonly Stopwatch _starting = new();
    private ServerUnderTest? _server;
    private int _kills;
    private int _killsDuringStart;
    private int _starts;

    public KillRun(KillRunOptions options, TextWriter log)
    {
        (_options, _log) = (options, log);
        _population = new Population(options, Violations);
    }

    /// <summary>The promises that were broken.</summary>
    public Violations Violations { get; } = new();

    /// <summary>Runs all kills and the last audit of every conversation there ever was.</summary>
    public async Task<Report> RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(_options.DataFolder);
        var clock = Stopwatch.StartNew();
        await using var disaster = Make();
        try
        {
            await StartAsync(disaster);
            while (_kills < _options.Kills)
            {
                await RoundAsync(disaster, cancellation);
                if (_kills % 20 == 0 || Violations.Total > 0)
                {
                    _log.WriteLine(
                        $"{_kills} kills, {_population.Compared} events compared, {Violations.Total} violations, {clock.Elapsed.TotalSeconds:0} s"
                    );
                }
            }

            await EndAsync(disaster, cancellation);
        }
        catch (TimeoutException error)
        {
            Violations.Add("start", error.Message);
        }
        catch (Exception error) when (error is HttpRequestException or InvalidOperationException)
        {
            Violations.Add("crash", $"{error.Message}\n{_server?.Output}");
        }
        finally
        {
            _server?.Dispose();
        }

        return Report(disaster, clock.Elapsed);
    }

    private IDisaster Make()
    {
        var launch = new ServerLaunch(_options.ServerAssembly).With(
            "ACTORSTREAM_DATA",
            _options.DataFolder
        );
        return _options.Disaster switch
        {
            DisasterKind.Fsync => new FsyncKills(launch, _options),
            DisasterKind.Postgres => new BackendKills(launch, _options),
            _ => new ServerKills(launch, _options),
        };
    }

    /// <summary>Load, a disaster, and an audit that nothing disturbs.</summary>
    private async Task RoundAsync(IDisaster disaster, CancellationToken cancellation)
    {
        await ThroughDeathsAsync(
            disaster,
            server => _population.RenewAsync(server.Api, cancellation)
        );
        var server = _server!;
        await _population.LoadAsync(
            server,
            () => disaster.StrikeAsync(server, cancellation),
            cancellation
        );
        _kills++;
        if (!disaster.ServerSurvives)
        {
            await StartAsync(disaster);
        }

        await ThroughDeathsAsync(
            disaster,
            alive => _population.AuditAsync(alive.Api, cancellation)
        );
    }

    /// <summary>A server that carries its death in it may die at this as well: then it is done again.</summary>
    private async Task ThroughDeathsAsync(IDisaster disaster, Func<ServerUnderTest, Task> work)
    {
        while (true)
        {
            var server = _server!;
            try
            {
                await work(server);
                return;
            }
            catch (HttpRequestException)
            {
                if (!await server.EndedAsync(StartLimit, CancellationToken.None))
                {
                    throw;
                }

                if (!server.WasKilled)
                {
                    throw;
                }

                _kills++;
                await StartAsync(disaster);
            }
        }
    }

    private async Task StartAsync(IDisaster disaster)
    {
        foreach (var after in disaster.KillsDuringStart().Take(_options.Kills - _kills))
        {
            using var server = ServerUnderTest.Start(disaster.NextLaunch());
            await Task.Delay(after);
            await server.KillAsync();
            _kills++;
            _killsDuringStart++;
        }

        while (!await StartAsync(disaster.NextLaunch()))
        {
            _kills++;
            _killsDuringStart++;
        }
    }

    private async Task<bool> StartAsync(ServerLaunch launch)
    {
        _server?.Dispose();
        _server = ServerUnderTest.Start(launch);
        _starting.Start();
        var ready = await _server.ReadyAsync(StartLimit);
        _starting.Stop();
        _starts++;
        return ready;
    }

    private async Task EndAsync(IDisaster disaster, CancellationToken cancellation)
    {
        if (!disaster.ServerSurvives)
        {
            await _server!.KillAsync();
            await StartAsync(disaster.CalmLaunch());
        }

        var api = _server!.Api;
        await _population.ProbeAsync(api, cancellation);
        await _population.CatchUpAsync(cancellation);
        await _population.AuditAllAsync(api, cancellation);
    }

    private Report Report(IDisaster disaster, TimeSpan elapsed)
    {
        var all = _population.Clients.ToList();
        var report = new Report(disaster.Name)
            .AddText("seed", _options.Seed.ToString())
            .Add("kills", _kills)
            .Add("killsDuringStart", _killsDuringStart)
            .Add("conversations", _population.Created)
            .Add("acknowledgedPrompts", all.Sum(client => client.Ledger.Prompts.Count))
            .Add("acknowledgedStops", all.Sum(client => client.Ledger.Stops.Count))
            .Add("eventsSeen", _population.Counters.Events)
            .Add("eventsCompared", _population.Compared)
            .Add("connections", _population.Counters.Connections)
            .Add("viewerCuts", _population.Counters.Cuts)
            .Add("startToReady", _starting.Elapsed.TotalSeconds / Math.Max(1, _starts), "s")
            .Add("elapsed", elapsed.TotalSeconds, "s")
            .Add("violations", Violations.Total);
        foreach (var (kind, count) in disaster.Counts)
        {
            report.Add(kind, count);
        }

        foreach (var (promise, count) in Violations.ByPromise)
        {
            report.Add($"violations of {promise}", count);
        }

        return report;
    }
}
