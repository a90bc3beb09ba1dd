using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Healing;

/// <summary>
/// Carries a plan out: the damaged rows go to the quarantine first, then everything is changed in one
/// transaction, if the database still holds what the plan was made of.
/// </summary>
internal static class PlanExecution
{
    public static async Task RunAsync(
        IJournalChanges changes,
        HealingPlan plan,
        Quarantine kept,
        CancellationToken cancellation
    )
    {
        foreach (var step in plan.Steps)
            await kept.KeepAsync(step, cancellation);
        kept.Flush();
        await using var transaction = await changes.BeginAsync(cancellation);
        await RequireSameAsync(transaction, plan, cancellation);
        await ApplyAsync(transaction, plan.Steps, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>What was looked at must be what is changed, whoever wrote in between.</summary>
    private static async Task RequireSameAsync(
        IJournalTransaction transaction,
        HealingPlan plan,
        CancellationToken cancellation
    )
    {
        if (await transaction.MarkAsync(plan.Steps[0].PersistenceId, cancellation) != plan.Mark)
            throw Changed();
    }

    /// <summary>The refusal of a plan that was made of other rows.</summary>
    public static JournalProblem Changed() =>
        new(
            "The conversation's rows have changed since the plan was made; nothing was changed.",
            JournalProblemKind.Changed
        );

    private static async Task ApplyAsync(
        IJournalTransaction transaction,
        IReadOnlyList<HealingStep> steps,
        CancellationToken cancellation
    )
    {
        if (steps.FirstOrDefault(step => step.Kind == HealingKind.DropTag) is { } stray)
            await transaction.DeleteStrayTagsAsync(stray.PersistenceId, cancellation);
        var filled = 0L;
        foreach (var step in steps)
        {
            if (step.Snapshot is not null)
            {
                await transaction.DeleteSnapshotsAsync(
                    step.PersistenceId,
                    step.SequenceNr,
                    step.SequenceNr,
                    cancellation
                );
            }

            if (step.Before is not null)
            {
                await transaction.DeleteRowsAsync(
                    step.PersistenceId,
                    step.SequenceNr,
                    step.SequenceNr,
                    cancellation
                );
            }

            if (step.After is not { } row)
                continue;
            // A row that was missing gets its place back, so that none is left that nothing explains.
            var place =
                step.Kind == HealingKind.Fill
                    ? await transaction.FreePlaceAsync(
                        Math.Max(step.Between.After, filled),
                        step.Between.Before,
                        cancellation
                    )
                    : null;
            filled = place ?? filled;
            await transaction.AppendAsync(
                [place is { } free ? row with { Ordering = free } : row],
                keepOrdering: step.Before is not null || place is not null,
                cancellation
            );
        }
    }
}
