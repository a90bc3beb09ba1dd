using ActorStream.Operations.Databases;
using ActorStream.Operations.Rewriting;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Rewriting;

/// <summary>
/// Rewrites the journal's tables some time after something was erased: when no turn is open, or after a
/// while all the same. One at a time; what could not be done is tried again, later and later.
/// </summary>
/// <param name="rewrite">The rewrite; null where none is needed.</param>
/// <param name="place">What it needs of the server.</param>
/// <param name="settings">When.</param>
/// <param name="ledger">Whether.</param>
internal sealed class JournalRewriter(
    IJournalRewrite? rewrite,
    RewritePlace place,
    RewriteSettings settings,
    RewriteLedger ledger,
    RewriteMetrics metrics,
    TimeProvider time,
    ILogger log
) : IHostedService, IDisposable
{
    private const string Command = "actorstream journal compact";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private Task _work = Task.CompletedTask;
    private Task? _noTurn;
    private long? _tooSlowBytes;
    private RewriteOutcome _said = RewriteOutcome.Done;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (rewrite is not null)
            _work = Task.Run(() => WorkAsync(rewrite, _ending.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>A rewrite that is under way is undone: it is due again at the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _ending.CancelAsync();
        await _work;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ending.Dispose();
        _oneAtATime.Dispose();
    }

    /// <summary>Rewrites at once, whatever the size and whatever is being answered.</summary>
    /// <param name="progress">Hears how many tables are done, and of how many.</param>
    /// <returns>How it ended; null where none is needed.</returns>
    public async Task<RewriteResult?> OrderAsync(Action<int, int> progress) =>
        rewrite is null
            ? null
            : await RunAsync(
                rewrite,
                settings.Limits with
                {
                    MaxBytes = null,
                },
                progress,
                _ending.Token
            );

    private async Task WorkAsync(IJournalRewrite tables, CancellationToken ending)
    {
        try
        {
            await PrepareAsync(tables, ending);
            var failures = 0;
            var (since, rest) = (time.GetTimestamp(), TimeSpan.Zero);
            while (settings.IsOn)
            {
                while (ledger.DueFor is null)
                    await ledger.Changed.WaitAsync(ending);
                await PauseAsync(settings.Delay - ledger.DueFor, ending);
                await PauseAsync(rest - time.GetElapsedTime(since), ending);
                await AwaitNoTurnAsync(ending);
                if (ledger.DueFor is null)
                    continue;
                since = time.GetTimestamp();
                var result = await RunAsync(tables, Limits, null, ending);
                failures = result.Outcome == RewriteOutcome.Busy ? failures + 1 : 0;
                rest = failures == 0 ? settings.Interval : PauseAfter(failures);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>
    /// What took too long once is not tried again by itself before the tables are smaller: each attempt keeps
    /// conversations waiting for nothing.
    /// </summary>
    private RewriteLimits Limits =>
        _tooSlowBytes is { } bytes && bytes <= (settings.Limits.MaxBytes ?? long.MaxValue)
            ? settings.Limits with
            {
                MaxBytes = bytes - 1,
            }
            : settings.Limits;

    /// <summary>
    /// Finds out what the last process has left to do. A database that is away is asked again, later and
    /// later.
    /// </summary>
    private async Task PrepareAsync(IJournalRewrite tables, CancellationToken ending)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await place.TablesMade(ending);
                await tables.PrepareAsync(ending);
                ledger.Found(await tables.LookAsync(ending));
                return;
            }
            catch (Exception error) when (!ending.IsCancellationRequested)
            {
                ServerLog.RewritePutOff(log, OneLine.Of(error.Message));
                await PauseAsync(PauseAfter(failures), ending);
            }
        }
    }

    private async Task<RewriteResult> RunAsync(
        IJournalRewrite tables,
        RewriteLimits limits,
        Action<int, int>? progress,
        CancellationToken ending
    )
    {
        await _oneAtATime.WaitAsync(ending);
        try
        {
            var began = time.GetTimestamp();
            var covers = ledger.Begin();
            var problem = "It was stopped.";
            try
            {
                var result = await TryAsync(tables, limits, progress, ending);
                problem = result.Problem;
                Say(result, time.GetElapsedTime(began));
                return result;
            }
            finally
            {
                ledger.End(covers, problem);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static async Task<RewriteResult> TryAsync(
        IJournalRewrite tables,
        RewriteLimits limits,
        Action<int, int>? progress,
        CancellationToken ending
    )
    {
        try
        {
            return await tables.RunAsync(limits, progress, ending);
        }
        catch (Exception error) when (!ending.IsCancellationRequested)
        {
            // The database is away, or refuses: like everything else that needs it, this waits for it.
            return new(RewriteOutcome.Busy, 0, error.Message);
        }
    }

    /// <summary>Once, until it is another matter: it is tried again and again.</summary>
    private void Say(RewriteResult result, TimeSpan took)
    {
        metrics.Ended(result.Outcome, took);
        _tooSlowBytes = result.Outcome switch
        {
            RewriteOutcome.Done => null,
            RewriteOutcome.TooSlow => result.Bytes,
            _ => _tooSlowBytes,
        };
        var isNews = _said != result.Outcome;
        _said = result.Outcome;
        if (result.Problem is not { } problem)
            ServerLog.Rewritten(log, Math.Round(took.TotalSeconds, 3), result.Bytes);
        else if (isNews && result.Outcome == RewriteOutcome.Busy)
            ServerLog.RewritePutOff(log, OneLine.Of(problem));
        else if (isNews)
            ServerLog.RewriteNotDone(log, OneLine.Of(problem), Command);
    }

    private async Task AwaitNoTurnAsync(CancellationToken ending)
    {
        if (settings.MaxWait - ledger.DueFor is not { } left || left <= TimeSpan.Zero)
            return;
        // One question at a time: that it was answered once says nothing about now.
        if (_noTurn is null or { IsCompleted: true })
            _noTurn = place.NoTurn();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ending);
        await Task.WhenAny(_noTurn, Task.Delay(left, time, enough.Token));
        await enough.CancelAsync();
        ending.ThrowIfCancellationRequested();
    }

    private static TimeSpan PauseAfter(int failures) =>
        TimeSpan.FromTicks(
            Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures - 1, 10))
        );

    private async Task PauseAsync(TimeSpan? pause, CancellationToken ending)
    {
        if (pause is { } length && length > TimeSpan.Zero)
            await Task.Delay(length, time, ending);
    }
}

/// <summary>What a rewrite needs of the server around it.</summary>
/// <param name="TablesMade">Done when the journal's tables are there.</param>
/// <param name="NoTurn">Done when no turn is open.</param>
internal sealed record RewritePlace(Func<CancellationToken, Task> TablesMade, Func<Task> NoTurn);
