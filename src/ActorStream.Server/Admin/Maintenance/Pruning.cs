using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Operations;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Retention;
using ActorStream.Retention;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Admin.Streams;
using ActorStream.Server.Rewriting;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>
/// Decides by the database which conversations have to go, and has each erased by its own actor, one after
/// the other. One in which something happened since is left alone.
/// </summary>
internal sealed class Pruning(
    ConversationGateway gateway,
    JournalAccess journal,
    Upkeep upkeep,
    RewriteLedger rewrites,
    TimeProvider time
)
{
    /// <summary>Conversations that are told one by one; all are counted.</summary>
    private const int MaxTold = 10_000;

    public async Task RunAsync(AdminStream stream, PruneOrder order)
    {
        var database = await journal.OpenAsync(stream.Ended);
        var verdicts = RetentionPolicy.Decide(
            time.GetUtcNow(),
            await JournalRetention.CandidatesAsync(database, stream.Ended),
            order.Of,
            order.MaxTotalBytes
        );
        foreach (var verdict in verdicts.Take(MaxTold))
            stream.Write("going", Of(verdict), AdminJson.Instance.GoingBody);
        await stream.FlushAsync();
        var (done, erased) = (0, 0);
        if (order.Apply)
        {
            await upkeep.TellAsync(
                stream,
                Task.Run(EraseAsync, stream.Ended),
                () =>
                    stream.SendAsync(
                        "progress",
                        new(Volatile.Read(ref done), verdicts.Count),
                        AdminJson.Instance.UpkeepProgressBody
                    )
            );
        }

        await stream.SendAsync(
            "pruned",
            new(
                order.Apply,
                verdicts.Count,
                erased,
                order.Apply ? verdicts.Count - erased : 0,
                erased > 0 ? RewriteBody.Of(rewrites.StandingAfterErasure) : null
            ),
            AdminJson.Instance.PrunedBody
        );

        async Task EraseAsync()
        {
            foreach (var verdict in verdicts)
            {
                stream.Ended.ThrowIfCancellationRequested();
                if (await TryEraseAsync(verdict.Candidate))
                    erased++;
                Volatile.Write(ref done, done + 1);
            }
        }
    }

    private async Task<bool> TryEraseAsync(RetentionCandidate candidate) =>
        ConversationId.TryParsePersistenceId(candidate.Id, out var id)
        && await gateway.AskAsync(
            new DeleteConversation(id, candidate.Events),
            CancellationToken.None
        ) is ConversationErased;

    private static GoingBody Of(RetentionVerdict verdict) =>
        new(
            PersistenceIds.ToId(verdict.Candidate.Id),
            verdict.Candidate.Tenant,
            Kinds.NameOf(verdict.Reason),
            verdict.Candidate.UpdatedAt,
            verdict.Candidate.Events,
            verdict.Candidate.Bytes
        );
}
