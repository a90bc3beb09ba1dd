using ActorStream.Conversations.Events;
using ActorStream.Journal;
using ActorStream.Operations.Databases;
using ActorStream.Retention;

namespace ActorStream.Operations.Retention;

/// <summary>Reads from a database what retention decides by.</summary>
public static class JournalRetention
{
    private const int PageLength = 500;

    /// <summary>Every conversation that is not erased; its id is the persistence id.</summary>
    public static async Task<IReadOnlyList<RetentionCandidate>> CandidatesAsync(
        IJournalDatabase database,
        CancellationToken cancellation = default
    )
    {
        var totals = new List<ConversationTotals>();
        await foreach (var one in database.ConversationsAsync(null, cancellation))
        {
            if (one.Events > 0)
                totals.Add(one);
        }

        var candidates = new List<RetentionCandidate>(totals.Count);
        foreach (var page in totals.Chunk(PageLength))
        {
            var beginnings = await database.BeginningsAsync(
                [.. page.Select(one => one.PersistenceId)],
                cancellation
            );
            candidates.AddRange(page.Zip(beginnings, Candidate));
        }

        return candidates;
    }

    private static RetentionCandidate Candidate(
        ConversationTotals totals,
        ConversationBeginning beginning
    )
    {
        var tenant =
            beginning.First is { } first && first.TryDecode(out var start, out _)
                ? (start as ConversationStarted)?.Tenant
                : null;
        return new(
            totals.PersistenceId,
            tenant,
            new(Math.Clamp(totals.UpdatedTicks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero),
            Manifests.KindOf(totals.LastManifest) is "turn-started" or "chunk",
            totals.Events,
            totals.PayloadBytes
        );
    }
}
