using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Healing;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Hosting;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>
/// Changes the rows of one conversation in the server's own database, as the command for a stopped server
/// does: its actor has ended and none is started until it is done. One conversation at a time. A server that
/// stops waits for it, since it must hold the journal until then.
/// </summary>
internal sealed class RowHealing(
    ConversationGateway gateway,
    JournalAccess journal,
    ActorSystemLife life,
    JournalPresence presence,
    QuarantineFolder quarantine,
    ConversationMetrics metrics,
    TimeProvider time,
    ILoggerFactory loggers
) : IDisposable
{
    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");
    private readonly SemaphoreSlim _turn = new(1);
    private volatile bool _isEnding;

    /// <summary>Does what makes the conversation whole.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="agreed">What the plan was made of that the operator has seen; null for any.</param>
    /// <returns>What was done, or why nothing was.</returns>
    public async Task<(HealingBody? Done, Problem? Refused)> HealAsync(
        ConversationId id,
        string? agreed
    )
    {
        await _turn.WaitAsync();
        try
        {
            if (_isEnding)
                return (null, ProblemList.JournalUnavailable());
            var (hold, refusal) = await gateway.HoldAsync(id);
            if (hold is null)
                return (null, ProblemList.Of(refusal!));
            await using (hold)
                return (await HealAsync(hold, agreed), null);
        }
        catch (JournalProblem changed) when (changed.Kind == JournalProblemKind.Changed)
        {
            return (null, ProblemList.PlanChanged());
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Begins no more, and waits for the one that is under way.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        _isEnding = true;
        await _turn.WaitAsync(cancellation);
        _turn.Release();
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<HealingBody> HealAsync(ConversationHold hold, string? agreed)
    {
        var id = hold.ConversationId;
        var now = time.GetUtcNow();
        var file = quarantine.NewFile(id, now);
        try
        {
            var plan = await HealAsync(id, file, now, agreed);
            var kept = File.Exists(file) ? file : null;
            ServerLog.Healed(_log, id.Value, plan.Steps.Count, kept ?? "none");
            return new(
                plan.Steps.Count > 0,
                [],
                HealingPlanner.StepsOf(plan, isTooLarge: false),
                plan.Obstacle,
                null,
                plan.Mark,
                kept
            );
        }
        finally
        {
            // Also after a failure: whether it was one may be unknown.
            await RefreshAsync(hold);
        }
    }

    private async Task<HealingPlan> HealAsync(
        ConversationId id,
        string file,
        DateTimeOffset now,
        string? agreed
    )
    {
        var held =
            life.Held
            ?? presence.Held
            ?? throw new JournalProblem("The journal is not open.", JournalProblemKind.InUse);
        await using var changes = await journal.Target.OpenBesideWriterAsync(
            held,
            id.PersistenceId
        );
        return await JournalHealer.HealOneAsync(changes, id.PersistenceId, file, now, agreed);
    }

    private async Task RefreshAsync(ConversationHold hold)
    {
        try
        {
            await hold.RewrittenAsync();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The list is what it was, and the conversation reads its journal when it starts.
            ServerLog.HealedUnread(_log, hold.ConversationId.Value, error.GetType().Name);
        }

        metrics.Pulse.Beat(hold.ConversationId);
    }
}

/// <summary>Has a healing that is under way end before the journal is let go of.</summary>
internal sealed class HealingEnd(IServiceProvider services) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A server that did not start has no gateway to make it with.
        if (services.GetRequiredService<ActorSystemLife>().Opened.IsCompletedSuccessfully)
            await services.GetRequiredService<RowHealing>().EndAsync(cancellationToken);
    }
}
