using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Operations.Rewriting;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Conversations;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Admin.Streams;
using ActorStream.Server.Rewriting;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>
/// Has each conversation that keeps more than one snapshot make a new one and drop the others. The
/// database only says which they are: the conversations' own actors do it, a few at a time. Where all are
/// compacted, the tables are rewritten and the log is cleaned after that.
/// </summary>
internal sealed class Compaction(
    ConversationGateway gateway,
    JournalAccess journal,
    ListReader list,
    JournalRewriter rewriter,
    Upkeep upkeep
)
{
    /// <summary>A conversation that sleeps is read before it makes its snapshot.</summary>
    private const int AtOnce = 8;

    public async Task RunAsync(AdminStream stream, ListQuery? query)
    {
        var tally = new Tally();
        var old = await CountOldAsync(stream.Ended);
        var targets = query is null ? [.. old.Keys] : await ChooseAsync(query, old, stream.Ended);
        var work = Parallel.ForEachAsync(
            targets,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtOnce,
                CancellationToken = stream.Ended,
            },
            async (id, _) => tally.Add(await TryCompactAsync(id), old[id])
        );
        await upkeep.TellAsync(
            stream,
            work,
            () =>
                stream.SendAsync(
                    "progress",
                    new(tally.Done, targets.Count),
                    AdminJson.Instance.UpkeepProgressBody
                )
        );
        var rewritten = query is null ? await RewriteAsync(stream, targets.Count) : null;
        await stream.SendAsync(
            "compacted",
            new(
                tally.Compacted,
                tally.Dropped,
                tally.Skipped,
                rewritten is { Problem: null },
                rewritten?.Problem,
                rewritten?.LogProblem
            ),
            AdminJson.Instance.CompactedBody
        );
    }

    /// <summary>Tables are counted like conversations.</summary>
    private async Task<RewriteResult?> RewriteAsync(AdminStream stream, int before)
    {
        var (done, tables) = (0, 0);
        var work = rewriter.OrderAsync(
            (ended, all) =>
            {
                Volatile.Write(ref tables, all);
                Volatile.Write(ref done, ended);
            }
        );
        await upkeep.TellAsync(
            stream,
            work,
            () =>
                stream.SendAsync(
                    "progress",
                    new(before + Volatile.Read(ref done), before + Volatile.Read(ref tables)),
                    AdminJson.Instance.UpkeepProgressBody
                )
        );
        return await work;
    }

    /// <summary>What was begun is done, whether or not the operator waits for it.</summary>
    private async Task<bool> TryCompactAsync(ConversationId id) =>
        await gateway.AskAsync(new CompactConversation(id), CancellationToken.None)
        is ConversationCompacted;

    /// <summary>Conversations with more than one snapshot, and how many each has too many.</summary>
    private async Task<Dictionary<ConversationId, long>> CountOldAsync(
        CancellationToken cancellation
    )
    {
        var database = await journal.OpenAsync(cancellation);
        var old = new Dictionary<ConversationId, long>();
        string? last = null;
        await foreach (var row in database.SnapshotsAsync(null, cancellation))
        {
            if (
                row.PersistenceId == last
                && ConversationId.TryParsePersistenceId(row.PersistenceId, out var id)
            )
            {
                old[id] = old.GetValueOrDefault(id) + 1;
            }

            last = row.PersistenceId;
        }

        return old;
    }

    private async Task<List<ConversationId>> ChooseAsync(
        ListQuery query,
        Dictionary<ConversationId, long> old,
        CancellationToken cancellation
    )
    {
        var chosen = new List<ConversationId>();
        for (ListQuery? next = query; next is not null; )
        {
            var page = await list.FindAsync(next, cancellation);
            chosen.AddRange(
                page.Found.Select(entry => entry.ConversationId).Where(old.ContainsKey)
            );
            next = page.Next is { } before ? next with { Before = before } : null;
        }

        return chosen;
    }

    /// <summary>What became of the conversations so far.</summary>
    private sealed class Tally
    {
        private long _compacted;
        private long _dropped;
        private long _skipped;

        public long Compacted => Volatile.Read(ref _compacted);

        public long Dropped => Volatile.Read(ref _dropped);

        public long Skipped => Volatile.Read(ref _skipped);

        public long Done => Compacted + Skipped;

        public void Add(bool isCompacted, long snapshots)
        {
            if (isCompacted)
            {
                Interlocked.Add(ref _dropped, snapshots);
                Interlocked.Increment(ref _compacted);
            }
            else
            {
                Interlocked.Increment(ref _skipped);
            }
        }
    }
}
