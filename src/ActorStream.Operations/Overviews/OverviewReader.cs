using ActorStream.Journal;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Overviews;

/// <summary>Counts a database. Reads every row's size and each conversation's first rows once.</summary>
public static class OverviewReader
{
    private const int MaxLargest = 10;

    /// <summary>Counts. What is written meanwhile may be counted in one place and not in another.</summary>
    public static async Task<JournalOverview> OverviewAsync(
        this IJournalDatabase database,
        CancellationToken cancellation = default
    )
    {
        var statistics = await database.StatisticsAsync(cancellation);
        var counting = new Counting();
        await foreach (var summary in database.ListAsync(new ConversationFilter(), cancellation))
        {
            counting.Add(summary);
        }

        long Rows(string kind) =>
            statistics
                .Manifests.Where(manifest => Manifests.KindOf(manifest.Manifest) == kind)
                .Sum(manifest => manifest.Rows);

        var running = counting.InState(ConversationStanding.Running);
        return new JournalOverview(
            new ConversationCounts(
                counting.Count,
                counting.InState(ConversationStanding.Idle),
                running,
                counting.InState(ConversationStanding.Deleted)
            ),
            counting.Events,
            Rows("chunk"),
            new TurnCounts(
                Rows("turn-completed"),
                Rows("turn-aborted"),
                Rows("turn-failed"),
                Rows("turn-interrupted"),
                // A conversation has one open turn at most.
                running
            ),
            counting.PayloadBytes,
            statistics.DatabaseBytes,
            statistics.LogBytes,
            statistics.Snapshots,
            statistics.FirstWritten,
            statistics.LastWritten,
            counting.ByTenant(),
            counting.Largest()
        );
    }

    private sealed class Counting
    {
        private readonly Dictionary<ConversationStanding, long> _states = [];
        private readonly Dictionary<(bool, string), TenantTotals> _tenants = [];
        private readonly PriorityQueue<ConversationSummary, long> _largest = new();

        public long Count { get; private set; }

        public long Events { get; private set; }

        public long PayloadBytes { get; private set; }

        public void Add(ConversationSummary summary)
        {
            Count++;
            Events += summary.Events;
            PayloadBytes += summary.PayloadBytes;
            _states[summary.State] = InState(summary.State) + 1;
            var key = (summary.Tenant is null, summary.Tenant ?? "");
            var tenant = _tenants.GetValueOrDefault(key) ?? new(summary.Tenant, 0, 0, 0);
            _tenants[key] = tenant with
            {
                Conversations = tenant.Conversations + 1,
                Events = tenant.Events + summary.Events,
                PayloadBytes = tenant.PayloadBytes + summary.PayloadBytes,
            };
            if (_largest.Count < MaxLargest)
            {
                _largest.Enqueue(summary, summary.PayloadBytes);
            }
            else
            {
                _largest.EnqueueDequeue(summary, summary.PayloadBytes);
            }
        }

        public long InState(ConversationStanding state) => _states.GetValueOrDefault(state);

        public IReadOnlyList<TenantTotals> ByTenant() =>
            [
                .. _tenants
                    .Values.OrderByDescending(tenant => tenant.PayloadBytes)
                    .ThenBy(tenant => tenant.Tenant, StringComparer.Ordinal),
            ];

        public IReadOnlyList<ConversationSummary> Largest() =>
            [
                .. _largest
                    .UnorderedItems.Select(item => item.Element)
                    .OrderByDescending(summary => summary.PayloadBytes)
                    .ThenBy(summary => summary.Id, StringComparer.Ordinal),
            ];
    }
}
