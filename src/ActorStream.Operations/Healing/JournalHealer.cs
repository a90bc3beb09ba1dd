using System.Security.Cryptography;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Healing;

/// <summary>
/// Heals a journal conversation by conversation: looks for what is to be done, and, if it is told to, does it.
/// Running it again finds nothing more.
/// </summary>
public static class JournalHealer
{
    private const int IncarnationDigits = 8;

    /// <summary>Only looks for what would be done; may run beside a server.</summary>
    /// <inheritdoc cref="HealAsync"/>
    public static Task<HealingSummary> PlanAsync(
        IJournalDatabase database,
        IReadOnlyList<string> persistenceIds,
        DateTimeOffset now,
        Action<string, HealingPlan> planned,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    ) => RunAsync(database, persistenceIds, now, planned, null, progress, cancellation);

    /// <summary>
    /// Plans the healing of these conversations, and carries each plan out in a transaction of its own.
    /// </summary>
    /// <param name="maintenance">The database, without a server.</param>
    /// <param name="persistenceIds">Which conversations.</param>
    /// <param name="quarantine">The file that damaged rows are first added to.</param>
    /// <param name="now">For the end of turns that were left open.</param>
    /// <param name="planned">Hears of each conversation that needs healing.</param>
    /// <param name="progress">Hears how many conversations are done.</param>
    /// <param name="cancellation">Gives up between two conversations.</param>
    public static async Task<HealingSummary> HealAsync(
        IJournalMaintenance maintenance,
        IReadOnlyList<string> persistenceIds,
        string quarantine,
        DateTimeOffset now,
        Action<string, HealingPlan> planned,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    )
    {
        await using var kept = new Quarantine(quarantine);
        return await RunAsync(
            maintenance.Database,
            persistenceIds,
            now,
            planned,
            plan => PlanExecution.RunAsync(maintenance, plan, kept, cancellation),
            progress,
            cancellation
        );
    }

    /// <summary>Heals one conversation that nobody writes meanwhile, and tells what was done.</summary>
    /// <param name="changes">The database.</param>
    /// <param name="persistenceId">The conversation.</param>
    /// <param name="quarantine">The file that damaged rows are first added to.</param>
    /// <param name="now">For the end of a turn that was left open.</param>
    /// <param name="expected">The <see cref="HealingPlan.Mark"/> of the plan that was agreed to; null for any.</param>
    /// <param name="cancellation">Gives up; until it has begun to be kept, nothing is changed.</param>
    /// <exception cref="JournalProblem">
    /// The rows are not those of the plan (<see cref="JournalProblemKind.Changed"/>), or cannot be changed.
    /// </exception>
    public static async Task<HealingPlan> HealOneAsync(
        IJournalChanges changes,
        string persistenceId,
        string quarantine,
        DateTimeOffset now,
        string? expected = null,
        CancellationToken cancellation = default
    )
    {
        var plan = await PlanAsync(changes.Database, persistenceId, now, cancellation);
        if (expected is not null && plan.Mark != expected)
            throw PlanExecution.Changed();
        if (plan.Steps.Count == 0)
            return plan;
        await using var kept = new Quarantine(quarantine);
        try
        {
            await PlanExecution.RunAsync(changes, plan, kept, cancellation);
        }
        catch (JournalProblem refused) when (refused.Kind == JournalProblemKind.Changed)
        {
            await kept.ForgetAsync();
            throw;
        }

        return plan;
    }

    /// <summary>
    /// How many rows are gone, once all conversations are healed, that nothing tells of any more. Reads every
    /// row. Always 0 where that cannot be known.
    /// </summary>
    public static Task<long> UnexplainedLossAsync(
        IJournalDatabase database,
        CancellationToken cancellation = default
    ) => PlaceCount.LostOfAsync(database, cancellation);

    /// <summary>Notes in the database that those rows are gone, so that a verification tells it no more.</summary>
    public static async Task AcceptLossAsync(
        IJournalMaintenance maintenance,
        long rows,
        CancellationToken cancellation = default
    )
    {
        await using var transaction = await maintenance.BeginAsync(cancellation);
        await transaction.AcceptLossAsync(rows, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Only looks at one conversation; may run beside a server.</summary>
    public static async Task<HealingPlan> PlanAsync(
        IJournalDatabase database,
        string persistenceId,
        DateTimeOffset now,
        CancellationToken cancellation = default
    )
    {
        var rows = new List<JournalRow>();
        await foreach (
            var row in database.RowsAsync(
                persistenceId,
                from: long.MinValue,
                withTags: true,
                cancellation: cancellation
            )
        )
        {
            rows.Add(row);
        }

        var snapshots = new List<SnapshotRow>();
        await foreach (var row in database.SnapshotsAsync(persistenceId, cancellation))
            snapshots.Add(row);
        var strayTags = await StrayTags.OfAsync(database, persistenceId, cancellation);
        return HealingPlan.Of(
            persistenceId,
            rows,
            snapshots,
            strayTags.Take(persistenceId),
            RandomNumberGenerator.GetHexString(IncarnationDigits, lowercase: true),
            now
        ) with
        {
            Mark = ContentMark.Of(rows, snapshots),
        };
    }

    private static async Task<HealingSummary> RunAsync(
        IJournalDatabase database,
        IReadOnlyList<string> persistenceIds,
        DateTimeOffset now,
        Action<string, HealingPlan> planned,
        Func<HealingPlan, Task>? apply,
        IProgress<long>? progress,
        CancellationToken cancellation
    )
    {
        long steps = 0;
        long healed = 0;
        long obstacles = 0;
        for (var i = 0; i < persistenceIds.Count; i++)
        {
            var plan = await PlanAsync(database, persistenceIds[i], now, cancellation);
            if (plan.Obstacle is not null || plan.Steps.Count > 0)
                planned(persistenceIds[i], plan);
            steps += plan.Steps.Count;
            healed += plan.Steps.Count > 0 ? 1 : 0;
            obstacles += plan.Obstacle is null ? 0 : 1;
            if (apply is not null && plan.Steps.Count > 0)
                await apply(plan);
            progress?.Report(i + 1);
        }

        return new(persistenceIds.Count, healed, steps, obstacles);
    }
}

/// <summary>What was planned, and done unless it was a dry run.</summary>
/// <param name="Conversations">Conversations that were looked at.</param>
/// <param name="Healed">Those with steps.</param>
/// <param name="Steps">Steps of all.</param>
/// <param name="Obstacles">Conversations that cannot be healed.</param>
public sealed record HealingSummary(long Conversations, long Healed, long Steps, long Obstacles);
