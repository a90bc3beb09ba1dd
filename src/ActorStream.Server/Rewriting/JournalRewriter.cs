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

    private readonly LogCleaner _logCleaner = new(ledger, log);
    private readonly CancellationTokenSource _ending = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private Task _work = Task.CompletedTask;
    private Task? _noTurn;
    private bool _onlyInQuiet;
    private long? _tooSlowBytes;
    private (RewriteOutcome, bool) _said;

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

    /// <summary>Rewrites and cleans the log at once, whatever the size and whatever is being answered.</summary>
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
                maxLogBytes: null,
                inQuiet: false,
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
                    await IdleAsync(tables, ending);
                await PauseAsync(settings.Delay - ledger.DueFor, ending);
                await PauseAsync(rest - time.GetElapsedTime(since), ending);
                var inQuiet = await AwaitNoTurnAsync(ending);
                if (ledger.DueFor is null)
                    continue;
                since = time.GetTimestamp();
                var result = await RunAsync(
                    tables,
                    Limits,
                    settings.MaxLogBytes,
                    inQuiet,
                    null,
                    ending
                );
                failures = result.Outcome == RewriteOutcome.Busy ? failures + 1 : 0;
                rest = failures == 0 ? settings.Interval : RetryPause.After(failures);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>
    /// What took too long though nothing else was done is not tried again by itself before the tables are
    /// smaller: each attempt keeps conversations waiting for nothing.
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
                await PauseAsync(RetryPause.After(failures), ending);
            }
        }
    }

    /// <summary>Nothing is due until something is erased, but perhaps the log can be cleaned meanwhile.</summary>
    private async Task IdleAsync(IJournalRewrite tables, CancellationToken ending)
    {
        if (!ledger.IsLogPutOff)
        {
            await ledger.Changed.WaitAsync(ending);
            return;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ending);
        await Task.WhenAny(
            ledger.Changed.WaitAsync(enough.Token),
            Task.Delay(_logCleaner.Pause, time, enough.Token)
        );
        await enough.CancelAsync();
        ending.ThrowIfCancellationRequested();
        if (ledger.DueFor is not null)
            return;
        await _oneAtATime.WaitAsync(ending);
        try
        {
            if (ledger.IsLogPutOff)
                await _logCleaner.RunAsync(tables, settings.MaxLogBytes, ending);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<RewriteResult> RunAsync(
        IJournalRewrite tables,
        RewriteLimits limits,
        long? maxLogBytes,
        bool inQuiet,
        Action<int, int>? progress,
        CancellationToken ending
    )
    {
        await _oneAtATime.WaitAsync(ending);
        try
        {
            var began = time.GetTimestamp();
            var covers = ledger.Begin();
            RewriteResult? result = null;
            try
            {
                result = await TryAsync(tables, limits, progress, ending);
                Learn(result, inQuiet);
                Say(result, time.GetElapsedTime(began));
            }
            finally
            {
                ledger.End(covers, result is null ? "It was stopped." : result.Problem);
            }

            return result.Outcome == RewriteOutcome.Done
                ? result with
                {
                    LogProblem = await _logCleaner.RunAsync(tables, maxLogBytes, ending),
                }
                : result;
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

    /// <summary>What took too long beside turns is tried again when none is open, however long that takes.</summary>
    private void Learn(RewriteResult result, bool inQuiet)
    {
        if (result.Outcome == RewriteOutcome.Done)
            (_onlyInQuiet, _tooSlowBytes) = (false, null);
        else if (result.Outcome == RewriteOutcome.TooSlow && inQuiet)
            _tooSlowBytes = result.Bytes;
        else if (result.Outcome == RewriteOutcome.TooSlow)
            _onlyInQuiet = true;
    }

    /// <summary>Once, until it is another matter: it is tried again and again.</summary>
    private void Say(RewriteResult result, TimeSpan took)
    {
        metrics.Ended(result.Outcome, took);
        var isLater =
            result.Outcome == RewriteOutcome.Busy
            || (result.Outcome == RewriteOutcome.TooSlow && _tooSlowBytes is null);
        var isNews = _said != (result.Outcome, isLater);
        _said = (result.Outcome, isLater);
        if (result.Problem is not { } problem)
            ServerLog.Rewritten(log, Math.Round(took.TotalSeconds, 3), result.Bytes);
        else if (isNews && isLater)
            ServerLog.RewritePutOff(log, OneLine.Of(problem));
        else if (isNews)
            ServerLog.RewriteNotDone(log, OneLine.Of(problem), Command);
    }

    /// <summary>Whether none is open; false when it was waited for long enough.</summary>
    private async Task<bool> AwaitNoTurnAsync(CancellationToken ending)
    {
        var left = settings.MaxWait - (ledger.DueFor ?? TimeSpan.Zero);
        if (_onlyInQuiet)
            left = Timeout.InfiniteTimeSpan;
        else if (left < TimeSpan.Zero)
            left = TimeSpan.Zero;
        // One question at a time: that it was answered once says nothing about now.
        if (_noTurn is null or { IsCompleted: true })
            _noTurn = place.NoTurn();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ending);
        await Task.WhenAny(_noTurn, Task.Delay(left, time, enough.Token));
        await enough.CancelAsync();
        ending.ThrowIfCancellationRequested();
        return _noTurn.IsCompletedSuccessfully;
    }

    private async Task PauseAsync(TimeSpan? pause, CancellationToken ending)
    {
        if (pause is { } length && length > TimeSpan.Zero)
            await Task.Delay(length, time, ending);
    }
}
