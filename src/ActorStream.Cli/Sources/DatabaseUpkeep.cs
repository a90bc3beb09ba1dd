using System.Globalization;
using System.Runtime.CompilerServices;
using ActorStream.Operations;
using ActorStream.Operations.Compacting;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Erasing;
using ActorStream.Operations.Exporting;
using ActorStream.Operations.Healing;
using ActorStream.Operations.Verifying;

namespace ActorStream.Cli.Sources;

/// <summary>Works on a database: reads beside a server, changes only without one.</summary>
internal sealed partial class DatabaseUpkeep(JournalTarget target, TimeProvider time)
    : IJournalUpkeep
{
    public async Task<VerificationSummary> VerifyAsync(
        string? conversation,
        Action<Damage> found,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        await using var database = await target.OpenAsync(cancellation);
        if (conversation is not null)
        {
            var ids = await JournalIds.ResolveAsync(database, [conversation], cancellation);
            return await JournalVerifier.VerifyAsync(database, ids[0], Found, cancellation);
        }

        var rows = progress is null ? 0 : await database.CountRowsAsync(cancellation);
        return await JournalVerifier.VerifyAsync(database, Found, progress.Of(rows), cancellation);

        void Found(Finding finding) =>
            found(
                new(
                    PersistenceIds.ToId(finding.PersistenceId),
                    finding.SequenceNr,
                    Kinds.NameOf(finding.Kind),
                    finding.Reason
                )
            );
    }

    public async Task<Healing> HealAsync(
        string? conversation,
        HealingOrder order,
        Action<HealingNote> note,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        if (!order.Apply)
        {
            var running =
                await target.CountUsersAsync(cancellation) > 0 ? new OpenTurns(note) : null;
            await using var database = await target.OpenAsync(cancellation);
            var looked = await IdsAsync(database, conversation, cancellation);
            var plan = await JournalHealer.PlanAsync(
                database,
                looked,
                now,
                (id, planned) => Planned(id, running?.LeaveOut(id, planned) ?? planned),
                progress.Of(looked.Count),
                cancellation
            );
            if (conversation is null && plan.Healed == 0)
                await LossAsync(database);
            return new(running?.LeaveOut(plan) ?? plan, []);
        }

        await using var maintenance = await MaintainAsync(cancellation);
        var ids = await IdsAsync(maintenance.Database, conversation, cancellation);
        var file = order.Quarantine ?? DefaultQuarantine(maintenance.Database, now);
        var summary = await JournalHealer.HealAsync(
            maintenance,
            ids,
            file,
            now,
            Planned,
            progress.Of(ids.Count),
            cancellation
        );
        if (conversation is null && await LossAsync(maintenance.Database) is > 0 and var gone)
            await JournalHealer.AcceptLossAsync(maintenance, gone, cancellation);
        return new(summary, File.Exists(file) ? [file] : []);

        // Of the whole database only: nothing tells whose they were.
        async Task<long> LossAsync(IJournalDatabase database)
        {
            var rows = await JournalHealer.UnexplainedLossAsync(database, cancellation);
            if (rows > 0)
                note(new("", 0, Kinds.NameOf(HealingKind.AcceptLoss), $"{rows} rows are gone."));
            return rows;
        }

        void Planned(string persistenceId, HealingPlan plan)
        {
            var id = PersistenceIds.ToId(persistenceId);
            foreach (var step in plan.Steps)
            {
                var lost = step.Lost is { } content ? Kinds.NameOf(content) : null;
                note(new(id, step.SequenceNr, Kinds.NameOf(step.Kind), step.Reason, lost));
            }

            if (plan.Obstacle is { } obstacle)
                note(HealingNote.Obstacle(id, obstacle));
        }
    }

    public async Task<ExportSummary> ExportAsync(
        IReadOnlyList<string> conversations,
        Stream output,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        await using var database = await target.OpenAsync(cancellation);
        var ids =
            conversations.Count > 0
                ? await JournalIds.ResolveAsync(database, conversations, cancellation)
                : await JournalIds.AllAsync(database, cancellation);
        var rows = progress is null ? 0 : await database.CountRowsAsync(cancellation);
        var events = await JournalExporter.ExportAsync(
            database,
            ids,
            output,
            progress.Of(rows),
            cancellation
        );
        return new(ids.Count, events);
    }

    public async Task<Erased> EraseAsync(
        IReadOnlyList<string> conversations,
        bool apply,
        Action<string> chosen,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        if (!apply)
        {
            await using var database = await target.OpenAsync(cancellation);
            foreach (var id in await JournalIds.ResolveAsync(database, conversations, cancellation))
            {
                chosen(PersistenceIds.ToId(id));
            }

            return new(0);
        }

        await using var maintenance = await MaintainAsync(cancellation);
        var ids = await JournalIds.ResolveAsync(maintenance.Database, conversations, cancellation);
        foreach (var id in ids)
            chosen(PersistenceIds.ToId(id));
        return await EraseAsync(maintenance, ids, progress, cancellation);
    }

    /// <summary>Erases, and takes what is left of the text out of the database's files.</summary>
    private async Task<Erased> EraseAsync(
        IJournalMaintenance maintenance,
        IReadOnlyList<string> persistenceIds,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        var erased = await JournalEraser.EraseAsync(
            maintenance,
            persistenceIds,
            time.GetUtcNow(),
            progress.Of(persistenceIds.Count),
            cancellation
        );
        var problem = erased > 0 ? await maintenance.CompactAsync(cancellation) : null;
        return new(erased, problem is null ? null : Compacted.LogMayHoldIt(problem));
    }

    public async IAsyncEnumerable<SnapshotNote> SnapshotsAsync(
        string? conversation,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var database = await target.OpenAsync(cancellation);
        var id = conversation is null
            ? null
            : (await JournalIds.ResolveAsync(database, [conversation], cancellation))[0];
        await foreach (var row in database.SnapshotsAsync(id, cancellation))
            yield return Of(row);
    }

    public async IAsyncEnumerable<SnapshotNote> MakeSnapshotAsync(
        string conversation,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var maintenance = await MaintainAsync(cancellation);
        var database = maintenance.Database;
        var id = (await JournalIds.ResolveAsync(database, [conversation], cancellation))[0];
        if (await SnapshotMaker.MakeAsync(maintenance, id, time.GetUtcNow(), cancellation) is null)
            throw new JournalProblem("It has no finished turn to make a snapshot of.");
        await foreach (var row in database.SnapshotsAsync(id, cancellation))
            yield return Of(row);
    }

    private Task<IJournalMaintenance> MaintainAsync(CancellationToken cancellation) =>
        target.OpenForMaintenanceAsync(create: false, cancellation);

    private static Task<IReadOnlyList<string>> IdsAsync(
        IJournalDatabase database,
        string? conversation,
        CancellationToken cancellation
    ) =>
        conversation is null
            ? JournalIds.AllTracesAsync(database, cancellation)
            : JournalIds.ResolveAsync(database, [conversation], cancellation);

    private static string DefaultQuarantine(IJournalDatabase database, DateTimeOffset now)
    {
        var at = now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        return database.Store == JournalStore.Sqlite
            ? $"{database.Name}.quarantine-{at}.jsonl"
            : $"actorstream.quarantine-{at}.jsonl";
    }

    private static SnapshotNote Of(SnapshotRow row) =>
        new(
            PersistenceIds.ToId(row.PersistenceId),
            row.SequenceNr,
            row.Created,
            row.Manifest,
            row.Payload.Length
        );
}
