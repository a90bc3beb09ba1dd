using ActorStream.Operations;
using ActorStream.Operations.Compacting;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Exporting;
using ActorStream.Operations.Retention;
using ActorStream.Retention;

namespace ActorStream.Cli.Sources;

/// <summary>What comes into it, what is kept in it, and how much space that takes.</summary>
internal sealed partial class DatabaseUpkeep
{
    public async Task<ImportSummary> ImportAsync(
        Stream input,
        Action<ImportNote> refused,
        CancellationToken cancellation
    )
    {
        await using var maintenance = await target.OpenForMaintenanceAsync(
            create: true,
            cancellation
        );
        return await JournalImporter.ImportAsync(
            maintenance,
            input,
            refusal =>
            {
                var id = PersistenceIds.ToId(refusal.PersistenceId);
                refused(new(id.Length == 0 ? null : id, refusal.Reason));
            },
            null,
            cancellation
        );
    }

    public async Task<Erased> PruneAsync(
        PruneOrder order,
        Action<string, string> going,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        if (!order.Apply)
        {
            await using var database = await target.OpenAsync(cancellation);
            await DecideAsync(database, order, going, cancellation);
            return new(0);
        }

        await using var maintenance = await MaintainAsync(cancellation);
        var ids = await DecideAsync(maintenance.Database, order, going, cancellation);
        return await EraseAsync(maintenance, ids, progress, cancellation);
    }

    public async Task<Compacted> CompactAsync(
        string? conversation,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        if (conversation is not null)
        {
            throw new JournalProblem(
                "A database is compacted as a whole; one conversation by its server: --server."
            );
        }

        await using var maintenance = await MaintainAsync(cancellation);
        var dropped = await SnapshotSweep.DropOldAsync(maintenance, cancellation);
        return new(dropped, Skipped: 0, IsRewritten: true)
        {
            LogProblem = await maintenance.CompactAsync(cancellation),
        };
    }

    private async Task<IReadOnlyList<string>> DecideAsync(
        IJournalDatabase database,
        PruneOrder order,
        Action<string, string> going,
        CancellationToken cancellation
    )
    {
        var verdicts = RetentionPolicy.Decide(
            time.GetUtcNow(),
            await JournalRetention.CandidatesAsync(database, cancellation),
            Of,
            order.MaxTotalBytes
        );
        foreach (var verdict in verdicts)
            going(PersistenceIds.ToId(verdict.Candidate.Id), Kinds.NameOf(verdict.Reason));
        return [.. verdicts.Select(verdict => verdict.Candidate.Id)];

        RetentionLimits Of(string? tenant) =>
            order.Tenant is null || string.Equals(order.Tenant, tenant, StringComparison.Ordinal)
                ? order.Limits
                : RetentionLimits.None;
    }
}
