using System.Runtime.CompilerServices;
using System.Text.Json;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Exporting;
using ActorStream.Operations.Healing;
using ActorStream.Operations.Verifying;

namespace ActorStream.Cli.Sources.Server;

/// <summary>Has the server that writes a journal do what can be done while it runs.</summary>
internal sealed partial class ServerUpkeep(Func<ServerClient> connect, TimeProvider time)
    : IJournalUpkeep
{
    public async Task<VerificationSummary> VerifyAsync(
        string? conversation,
        Action<Damage> found,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        using var client = connect();
        var id = conversation is null
            ? null
            : await JournalIds.ResolveAsync(Source(client), conversation, cancellation);
        var body = JsonSerializer.Serialize(new(id), UpkeepJson.Default.ConversationOrder);
        await foreach (var item in client.PostForEventsAsync("admin/verify", body, cancellation))
        {
            switch (item.EventType)
            {
                case "progress":
                    var step = client.Read(item.Data, UpkeepJson.Default.ProgressAnswer);
                    progress?.Report(new(step.Checked, step.Total));
                    break;
                case "finding":
                    found(client.Read(item.Data, UpkeepJson.Default.FindingAnswer).ToDamage());
                    break;
                case "verified":
                    var end = client.Read(item.Data, UpkeepJson.Default.VerifiedAnswer);
                    return new(
                        end.Events,
                        end.Conversations,
                        end.Snapshots,
                        end.OpenTurns,
                        end.Findings
                    );
                default:
                    // Events of later servers.
                    break;
            }
        }

        throw new JournalProblem($"{client.Name} went away before it had verified everything.");
    }

    public async Task<Healing> HealAsync(
        string? conversation,
        HealingOrder order,
        Action<HealingNote> note,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        if (order.Quarantine is not null)
        {
            throw new JournalProblem(
                "A running server has its own quarantine: actorstream.admin.heal.quarantine-folder."
            );
        }

        using var client = connect();
        var ids = await IdsAsync(client, conversation, cancellation);
        var (healed, steps, obstacles) = (0L, 0L, 0L);
        var files = new List<string>();
        for (var i = 0; i < ids.Count; i++)
        {
            var (notes, file) = await HealAsync(client, ids[i], order.Apply, cancellation);
            if (file is not null)
                files.Add(file);
            foreach (var one in notes)
                note(one);
            var isStuck = notes is [{ IsObstacle: true }];
            obstacles += isStuck ? 1 : 0;
            steps += isStuck ? 0 : notes.Count;
            healed += isStuck || notes.Count == 0 ? 0 : 1;
            progress?.Report(new(i + 1, ids.Count));
        }

        return new(new HealingSummary(ids.Count, healed, steps, obstacles), files);
    }

    public async Task<ExportSummary> ExportAsync(
        IReadOnlyList<string> conversations,
        Stream output,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        using var client = connect();
        var ids = await JournalIds.ResolveAsync(Source(client), conversations, cancellation);
        var total = progress is null
            ? 0
            : (await Source(client).OverviewAsync(cancellation)).Events;
        var query = string.Join('&', ids.Select(id => $"id={Uri.EscapeDataString(id)}"));
        return await client.DownloadAsync(
            query.Length == 0 ? "admin/export" : $"admin/export?{query}",
            body => ExportCopy.CopyAsync(body, output, progress.Of(total), cancellation),
            cancellation
        );
    }

    public async Task<Erased> EraseAsync(
        IReadOnlyList<string> conversations,
        bool apply,
        Action<string> chosen,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        using var client = connect();
        var ids = await JournalIds.ResolveAsync(Source(client), conversations, cancellation);
        foreach (var id in ids)
            chosen(id);
        var erased = new Erased(0);
        for (var i = 0; apply && i < ids.Count; i++)
        {
            var (isErased, answer) = await client.DeleteAsync(
                Path(ids[i]),
                UpkeepJson.Default.ErasedAnswer,
                cancellation
            );
            if (isErased)
                erased = new(erased.Conversations + 1)
                {
                    Rewrite = answer?.Rewrite?.ToDueRewrite(),
                };
            progress?.Report(new(i + 1, ids.Count));
        }

        return erased;
    }

    public async IAsyncEnumerable<SnapshotNote> SnapshotsAsync(
        string? conversation,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var client = connect();
        foreach (var id in await IdsAsync(client, conversation, cancellation))
        {
            foreach (var snapshot in await SnapshotsAsync(client, id, cancellation))
                yield return snapshot;
        }
    }

    public async IAsyncEnumerable<SnapshotNote> MakeSnapshotAsync(
        string conversation,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var client = connect();
        var id = await JournalIds.ResolveAsync(Source(client), conversation, cancellation);
        var taken = await client.PostAsync(
            $"{Path(id)}/snapshot",
            null,
            UpkeepJson.Default.SnapshotTakenAnswer,
            cancellation
        );
        if (taken.Answer is null)
            throw new JournalProblem(
                $"{client.Name} refuses: {taken.Refusal ?? "there is no such conversation."}"
            );
        foreach (var snapshot in await SnapshotsAsync(client, id, cancellation))
            yield return snapshot;
    }

    private ServerSource Source(ServerClient client) => new(client, time);

    private static string Path(string id) => $"admin/conversations/{Uri.EscapeDataString(id)}";

    /// <summary>Read before any work is done: what is worked on changes its place in the list.</summary>
    private async Task<IReadOnlyList<string>> IdsAsync(
        ServerClient client,
        string? conversation,
        CancellationToken cancellation
    )
    {
        if (conversation is not null)
            return [await JournalIds.ResolveAsync(Source(client), conversation, cancellation)];
        var ids = new List<string>();
        var all = Source(client).ListAsync(new ConversationFilter(), cancellation);
        await foreach (var summary in all)
            ids.Add(summary.Id);
        return ids;
    }

    /// <summary>What is done about one conversation, and the server's file with its damaged rows.</summary>
    private static async Task<(IReadOnlyList<HealingNote> Notes, string? File)> HealAsync(
        ServerClient client,
        string id,
        bool apply,
        CancellationToken cancellation
    )
    {
        var healed = await client.PostAsync(
            $"{Path(id)}/heal",
            apply ? """{"apply":true}""" : """{"apply":false}""",
            UpkeepJson.Default.HealingAnswer,
            cancellation
        );
        if (healed.Refusal is { } refusal)
            return ([HealingNote.Refusal(id, refusal)], null);
        // Neither: it has gone since it was listed, and needs no healing.
        return healed.Answer switch
        {
            null => ([], null),
            { Obstacle: { } obstacle } => ([HealingNote.Obstacle(id, obstacle)], null),
            var answer => (
                [.. (answer.Steps ?? []).Select(step => NoteOf(id, step))],
                answer.Quarantine
            ),
        };
    }

    private static HealingNote NoteOf(string id, HealingStepAnswer step) =>
        new(
            id,
            step.SequenceNr,
            step.Kind ?? "unknown",
            step.Live == false
                ? $"{step.Detail} The server must be stopped for that."
                : step.Detail ?? "",
            step.Lost
        );

    private static async Task<IReadOnlyList<SnapshotNote>> SnapshotsAsync(
        ServerClient client,
        string id,
        CancellationToken cancellation
    )
    {
        var detail = await client.TryGetAsync(
            Path(id),
            UpkeepJson.Default.SnapshotsAnswer,
            cancellation
        );
        return
        [
            .. (detail?.Snapshots ?? []).Select(snapshot => new SnapshotNote(
                id,
                snapshot.SequenceNr,
                snapshot.CreatedAt,
                snapshot.Manifest,
                snapshot.Bytes
            )),
        ];
    }
}
