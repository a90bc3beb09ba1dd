using ActorStream.Operations.Rewriting;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Rewriting;

/// <summary>
/// Cleans the database's log of what a rewrite took out of the tables. What could not be done is tried
/// again, later and later. For one caller at a time.
/// </summary>
internal sealed class LogCleaner(RewriteLedger ledger, ILogger log)
{
    private int _failures;
    private LogOutcome _said;

    /// <summary>How long to wait before it is tried again.</summary>
    public TimeSpan Pause => RetryPause.After(_failures);

    /// <param name="rewrite">Whose log.</param>
    /// <param name="maxBytes">More is not written for it; null means no limit.</param>
    /// <param name="ending">The server stops.</param>
    /// <returns>Why it was not done; null if it was.</returns>
    public async Task<string?> RunAsync(
        IJournalRewrite rewrite,
        long? maxBytes,
        CancellationToken ending
    )
    {
        var result = await TryAsync(rewrite, maxBytes, ending);
        var isPutOff = result.Outcome == LogOutcome.Kept;
        _failures = isPutOff ? _failures + 1 : 0;
        ledger.LogEnd(result.Problem, isPutOff);
        // Once, until it is another matter.
        if (result.Problem is { } problem && result.Outcome != _said)
            ServerLog.LogNotCleaned(log, OneLine.Of(problem));
        _said = result.Outcome;
        return result.Problem;
    }

    private static async Task<LogCleaning> TryAsync(
        IJournalRewrite rewrite,
        long? maxBytes,
        CancellationToken ending
    )
    {
        try
        {
            return await rewrite.CleanLogAsync(maxBytes, ending);
        }
        catch (Exception error) when (!ending.IsCancellationRequested)
        {
            return new(LogOutcome.Kept, error.Message);
        }
    }
}
