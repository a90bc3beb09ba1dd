using System.Diagnostics;
using ActorStream.KillRuns.Auditing;
using ActorStream.KillRuns.Clients;
using ActorStream.KillRuns.Servers;
using ActorStream.LoadClient.Viewing;
using ActorStream.LoadClient.Wire;

namespace ActorStream.KillRuns;

/// <summary>The conversations of a kill run and their users, through all lives of the server.</summary>
internal sealed class Population(KillRunOptions options, Violations violations)
{
    private static readonly TimeSpan CatchUpLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan QuietLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstEventLimit = TimeSpan.FromMinutes(2);

    private readonly Random _random = new(options.Seed ^ 0x5eed);
    private readonly List<ConversationAudit> _retired = [];
    private readonly List<ConversationAudit> _alive = [];
    private ServerApi? _api;
    private int _created;

    public ViewerCounters Counters { get; } = new();

    /// <summary>Seen events that were compared with the journal.</summary>
    public long Compared { get; private set; }

    public int Created => _created;

    public IEnumerable<ConversationClient> Clients =>
        _retired.Concat(_alive).Select(audit => audit.Client);

    /// <summary>Replaces some conversations, so that none grows without end.</summary>
    public async Task RenewAsync(ServerApi api, CancellationToken cancellation)
    {
        _api = api;
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
            var id = await CreateAsync(api, cancellation);
            var client = new ConversationClient(
                id,
                _created++,
                options,
                () => _api!,
                Counters,
                violations
            );
            _alive.Add(new ConversationAudit(client, violations));
        }
    }

    /// <summary>
    /// Prompts, stops and watches until <paramref name="disaster"/> is over, and then until nobody has
    /// anything left to hear.
    /// </summary>
    public async Task LoadAsync(
        ServerUnderTest server,
        Func<Task> disaster,
        CancellationToken cancellation
    )
    {
        _api = server.Api;
        using var load = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var viewers = _alive.SelectMany(audit => audit.Client.Viewers).ToList();
        viewers.ForEach(viewer => viewer.ComesBack = true);
        var before = Counters.Events;
        var watching = viewers.ConvertAll(viewer =>
            Task.Run(() => viewer.RunAsync(watch.Token), cancellation)
        );
        var prompting = _alive.ConvertAll(audit =>
            Task.Run(
                () => audit.Client.PromptAsync(_api, load.Token, cancellation),
                CancellationToken.None
            )
        );

        // On a busy machine the first event may take a while; before it there is nothing to break.
        var clock = Stopwatch.StartNew();
        while (Counters.Events == before && clock.Elapsed < FirstEventLimit && !server.HasEnded)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        }

        await disaster();
        if (!server.HasEnded)
        {
            await load.CancelAsync();
            await Task.WhenAll(prompting);
            await QuietAsync(cancellation);
        }

        // What a dead server had sent is still in the sockets, and counts as seen.
        viewers.ForEach(viewer => viewer.ComesBack = false);
        watch.CancelAfter(server.HasEnded ? TimeSpan.FromSeconds(5) : TimeSpan.Zero);
        await Task.WhenAll(watching);
        await load.CancelAsync();
        await Task.WhenAll(prompting);
    }

    /// <summary>Compares what the users of the present conversations know with the journal.</summary>
    public Task AuditAsync(ServerApi api, CancellationToken cancellation) =>
        AuditAsync(api, _alive, cancellation);

    /// <summary>The same for every conversation that there ever was.</summary>
    public Task AuditAllAsync(ServerApi api, CancellationToken cancellation) =>
        AuditAsync(api, [.. _retired, .. _alive], cancellation);

    /// <summary>After all of it, every conversation still takes a prompt and answers it.</summary>
    public async Task ProbeAsync(ServerApi api, CancellationToken cancellation)
    {
        _api = api;
        foreach (var audit in _alive)
        {
            var ledger = audit.Client.Ledger;
            var id = audit.Client.Id;
            var probe = new SentPrompt($"Probe of {id}", $"probe-{id}", 3, 1);
            ledger.Sending(probe);
            var answer = await PatientlyAsync(
                () =>
                    api.SubmitPromptAsync(
                        id,
                        probe.Prompt,
                        probe.Chunks,
                        chunksPerSecond: 0,
                        probe.Seed,
                        probe.Key,
                        cancellation
                    ),
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
                violations.Add("I3", $"{id} refused a prompt after all: {answer}");
            }
        }
    }

    /// <summary>Every viewer that is left comes back and sees everything to the end.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
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
            violations.Add(
                "I2",
                $"{client.Id}: a viewer came to {viewer.Record.Cursor} and not to the end of {probe}"
            );
        }
    }

    private async Task<string> CreateAsync(ServerApi api, CancellationToken cancellation)
    {
        var answer = await PatientlyAsync(
            () => api.PostAsync("/conversations", null, null, cancellation),
            cancellation
        );
        return answer.Status == 201
            ? answer.Member("conversationId")!
            : throw new InvalidOperationException($"No conversation: {answer}");
    }

    /// <summary>Comes again as long as a server that outlives its journal says so.</summary>
    private async Task<Answer> PatientlyAsync(
        Func<Task<Answer>> ask,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var answer = await ask();
        while (options.IsAway(answer) && clock.Elapsed < QuietLimit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            answer = await ask();
        }

        return answer;
    }

    /// <summary>A server that lives has turns under way, and others to mark: an audit waits for them.</summary>
    private async Task QuietAsync(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        foreach (var audit in _alive)
        {
            while (!await audit.IsQuietAsync(_api!, cancellation) && clock.Elapsed < QuietLimit)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
        }
    }

    private async Task AuditAsync(
        ServerApi api,
        IReadOnlyList<ConversationAudit> audits,
        CancellationToken cancellation
    )
    {
        foreach (var audit in audits)
        {
            Compared += await audit.RunAsync(api, cancellation);
        }
    }
}
