using ActorStream.LoadClient.Viewing;
using ActorStream.LoadClient.Wire;

namespace ActorStream.KillRuns.Clients;

/// <summary>
/// The users of one conversation: one who prompts and stops, and one or two who watch. They live
/// through kills of the server and remember everything that they were told.
/// </summary>
internal sealed class ConversationClient
{
    private readonly Random _random;
    private readonly KillRunOptions _options;
    private readonly Violations _violations;
    private int _prompts;

    public ConversationClient(
        string id,
        int number,
        KillRunOptions options,
        Func<ServerApi> server,
        ViewerCounters counters,
        Violations violations
    )
    {
        (Id, Number, _options, _violations) = (id, number, options, violations);
        _random = new Random((options.Seed * 1_000_003) ^ number);
        Viewers =
        [
            .. Enumerable
                .Range(0, 1 + (number % 2))
                .Select(_ => new Viewer(
                    id,
                    () => server().EndPoint,
                    new CutPlan(new Random(_random.Next()), perSecond: 1),
                    counters,
                    latency: null
                )
                {
                    WantedEnds = int.MaxValue,
                }),
        ];
    }

    public string Id { get; }

    public int Number { get; }

    public Ledger Ledger { get; } = new();

    public IReadOnlyList<Viewer> Viewers { get; }

    /// <summary>
    /// Prompts and stops until the server is gone or the load ends; a request that was sent is
    /// answered first.
    /// </summary>
    public async Task PromptAsync(
        ServerApi api,
        CancellationToken load,
        CancellationToken cancellation
    )
    {
        try
        {
            while (!load.IsCancellationRequested)
            {
                var prompt = Ledger.InDoubt ?? NextPrompt();
                if (await SubmitAsync(api, prompt, cancellation) is { } turnId)
                {
                    await LetRunAsync(api, turnId, prompt, load, cancellation);
                }
                else
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20), load);
                }
            }
        }
        catch (Exception error)
            when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            // The server is gone. What was sent and not answered stays in doubt.
        }
    }

    private SentPrompt NextPrompt()
    {
        var name = $"c{Number}p{++_prompts}";
        return new SentPrompt(
            $"Kill run {_options.Seed}: {name}",
            $"{_options.Seed}-{name}",
            _random.Next(5, _options.ChunksPerSecond * 2),
            _random.Next(1_000_000)
        );
    }

    private async Task<string?> SubmitAsync(
        ServerApi api,
        SentPrompt prompt,
        CancellationToken cancellation
    )
    {
        Ledger.Sending(prompt);
        var answer = await api.SubmitPromptAsync(
            Id,
            prompt.Prompt,
            prompt.Chunks,
            _options.ChunksPerSecond,
            prompt.Seed,
            prompt.Key,
            cancellation
        );
        if (answer.Status == 202)
        {
            var turnId = answer.Member("turnId")!;
            Ledger.Accepted(
                new AcknowledgedPrompt(prompt.Prompt, turnId, answer.Member("cursor")!)
            );
            return turnId;
        }

        // A turn is still open, or the journal is away: the next round sends it again.
        if (answer.Status != 409 && !_options.IsAway(answer))
        {
            _violations.Add("I3", $"{Id} refused a prompt: {answer}");
        }

        return null;
    }

    /// <summary>Lets the turn run to its end, or stops it on the way.</summary>
    private async Task LetRunAsync(
        ServerApi api,
        string turnId,
        SentPrompt prompt,
        CancellationToken load,
        CancellationToken cancellation
    )
    {
        var whole = (double)prompt.Chunks / _options.ChunksPerSecond;
        if (_random.NextDouble() >= 0.3)
        {
            await Task.Delay(TimeSpan.FromSeconds(whole), load);
            return;
        }

        await Task.Delay(TimeSpan.FromSeconds(whole * _random.NextDouble()), load);
        var answer = await api.PostAsync(
            $"/conversations/{Id}/turns/{turnId}/stop",
            json: null,
            idempotencyKey: null,
            cancellation
        );
        if (answer.Status == 200)
        {
            Ledger.Stopped(new AcknowledgedStop(turnId, answer.Member("cursor")!));
        }
        else if (answer.Status != 409 && !_options.IsAway(answer))
        {
            _violations.Add("I8", $"{Id} refused to stop {turnId}: {answer}");
        }
    }
}
