using System.Text.Json;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Exporting;

namespace ActorStream.Cli.Sources.Server;

/// <summary>What comes into it, what is kept in it, and how much space that takes.</summary>
internal sealed partial class ServerUpkeep
{
    public async Task<ImportSummary> ImportAsync(
        Stream input,
        Action<ImportNote> refused,
        CancellationToken cancellation
    )
    {
        using var client = connect();
        var answer = await client.UploadAsync(
            "admin/import",
            input,
            UpkeepJson.Default.ImportAnswer,
            cancellation
        );
        foreach (var one in answer.Refusals ?? [])
            refused(new(one.ConversationId, one.Reason ?? "unknown"));
        return new(answer.Imported, answer.Refused, answer.Events);
    }

    public async Task<Erased> PruneAsync(
        PruneOrder order,
        Action<string, string> going,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        using var client = connect();
        var body = JsonSerializer.Serialize(
            new(
                order.Age,
                order.Limits.MaxEvents,
                order.Limits.MaxBytes,
                order.MaxTotalBytes,
                order.Tenant,
                order.Apply
            ),
            UpkeepJson.Default.PruneBody
        );
        await foreach (var item in client.PostForEventsAsync("admin/prune", body, cancellation))
        {
            switch (item.EventType)
            {
                case "going":
                    var one = client.Read(item.Data, UpkeepJson.Default.GoingAnswer);
                    going(one.ConversationId ?? "", one.Reason ?? "unknown");
                    break;
                case "progress":
                    Report(client, item.Data, progress);
                    break;
                case "pruned":
                    var end = client.Read(item.Data, UpkeepJson.Default.PrunedAnswer);
                    return new((int)end.Erased) { Rewrite = end.Rewrite?.ToDueRewrite() };
                default:
                    break;
            }
        }

        throw new JournalProblem($"{client.Name} went away before everything was erased.");
    }

    public async Task<Compacted> CompactAsync(
        string? conversation,
        IProgress<Steps>? progress,
        CancellationToken cancellation
    )
    {
        using var client = connect();
        if (conversation is not null)
            return await CompactOneAsync(client, conversation, cancellation);
        await foreach (var item in client.PostForEventsAsync("admin/compact", null, cancellation))
        {
            switch (item.EventType)
            {
                case "progress":
                    Report(client, item.Data, progress);
                    break;
                case "compacted":
                    var end = client.Read(item.Data, UpkeepJson.Default.CompactedAnswer);
                    return new(end.DroppedSnapshots, end.Skipped, end.Rewritten)
                    {
                        Problem = end.RewriteProblem,
                        LogProblem = end.LogProblem,
                    };
                default:
                    break;
            }
        }

        throw new JournalProblem($"{client.Name} went away before everything was compacted.");
    }

    private async Task<Compacted> CompactOneAsync(
        ServerClient client,
        string conversation,
        CancellationToken cancellation
    )
    {
        var id = await JournalIds.ResolveAsync(Source(client), conversation, cancellation);
        var before = await SnapshotsAsync(client, id, cancellation);
        var compacted = await client.PostAsync(
            $"{Path(id)}/compact",
            null,
            UpkeepJson.Default.SnapshotTakenAnswer,
            cancellation
        );
        if (compacted.Answer is not { } answer)
        {
            throw new JournalProblem(
                $"{client.Name} refuses: {compacted.Refusal ?? "there is no such conversation."}"
            );
        }

        var dropped = before.Count(snapshot => snapshot.SequenceNr != answer.SequenceNr);
        return new(dropped, Skipped: 0, IsRewritten: false);
    }

    private static void Report(ServerClient client, string data, IProgress<Steps>? progress)
    {
        var step = client.Read(data, UpkeepJson.Default.UpkeepProgressAnswer);
        progress?.Report(new(step.Done, step.Total));
    }
}
