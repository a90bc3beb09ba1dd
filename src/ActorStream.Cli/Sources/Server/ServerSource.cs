using System.Globalization;
using System.Runtime.CompilerServices;
using ActorStream.Conversations;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Overviews;

namespace ActorStream.Cli.Sources.Server;

/// <summary>Reads a journal through the admin API of the server that writes it.</summary>
internal sealed class ServerSource(ServerClient client, TimeProvider time) : IJournalSource
{
    private const int PageLength = 200;

    /// <summary>Before a broken stream is opened again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public string Name => client.Name;

    public IAsyncEnumerable<ConversationSummary> ListAsync(
        ConversationFilter filter,
        CancellationToken cancellation
    ) =>
        filter.State is null
            ? EveryStateAsync(filter, cancellation)
            : PagesAsync(filter, cancellation);

    public async Task<IReadOnlyList<string>> FindAsync(
        string beginning,
        int limit,
        CancellationToken cancellation
    )
    {
        var id = PersistenceIds.ToId(beginning);
        if (ConversationId.TryParse(id, out _))
        {
            var found = await client.TryGetAsync(
                $"admin/conversations/{id}",
                ServerJson.Default.DetailAnswer,
                cancellation
            );
            return found is null ? [] : [id];
        }

        // The API takes whole ids only: a beginning is looked for in the list.
        var matches = new List<string>();
        await foreach (var summary in ListAsync(new ConversationFilter(), cancellation))
        {
            if (summary.Id.StartsWith(id, StringComparison.Ordinal))
            {
                matches.Add(summary.Id);
            }

            if (matches.Count == limit)
            {
                break;
            }
        }

        return matches;
    }

    public async IAsyncEnumerable<StoredEvent> EventsAsync(
        string id,
        long from,
        long to,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        long? next = from;
        while (next <= to)
        {
            var page = await client.GetAsync(
                $"{Events(id)}?from={next}&to={to}&limit={PageLength}",
                ServerJson.Default.RowsAnswer,
                cancellation
            );
            foreach (var row in page.Events)
            {
                yield return row.ToEvent(id);
            }

            next = page.Next;
        }
    }

    public async IAsyncEnumerable<StoredEvent> TailAsync(
        string? id,
        int count,
        bool follow,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var last = id is null
            ? 0
            : Math.Max(0, await LastSequenceNrAsync(id, cancellation) - count);
        // Of nothing, the last row still says where to go on.
        var stored = id is null
            ? JournalAsync(Math.Max(1, count), cancellation)
            : EventsAsync(id, last + 1, long.MaxValue, cancellation);
        await foreach (var item in stored)
        {
            last = PlaceOf(item, id);
            if (count > 0 || id is not null)
                yield return item;
        }

        while (follow)
        {
            await foreach (var item in FollowAsync(id, last, cancellation))
            {
                yield return item;
                last = PlaceOf(item, id);
            }

            // The server went away, or has had enough: go on from where it stopped.
            await Task.Delay(Pause, time, cancellation);
        }
    }

    public async Task<JournalOverview> OverviewAsync(CancellationToken cancellation) =>
        (
            await client.GetAsync("admin/stats", ServerJson.Default.StatsAnswer, cancellation)
        ).ToOverview();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Events(string id) =>
        $"admin/conversations/{Uri.EscapeDataString(id)}/events";

    private static long PlaceOf(StoredEvent item, string? id) =>
        id is null ? item.Row.Ordering : item.Row.SequenceNr;

    /// <summary>The server lists erased conversations apart; here they stand among the others.</summary>
    private async IAsyncEnumerable<ConversationSummary> EveryStateAsync(
        ConversationFilter filter,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var deleted = filter with { State = ConversationStanding.Deleted };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await using var living = PagesAsync(filter, cancellation).GetAsyncEnumerator(cancellation);
        await using var erased = PagesAsync(deleted, cancellation).GetAsyncEnumerator(cancellation);
        var (hasLiving, hasErased) = (await living.MoveNextAsync(), await erased.MoveNextAsync());
        while ((hasLiving || hasErased) && seen.Count < filter.Limit)
        {
            var takesLiving =
                hasLiving && (!hasErased || living.Current.UpdatedAt >= erased.Current.UpdatedAt);
            var next = takesLiving ? living.Current : erased.Current;
            if (seen.Add(next.Id))
            {
                yield return next;
            }

            if (takesLiving)
            {
                hasLiving = await living.MoveNextAsync();
            }
            else
            {
                hasErased = await erased.MoveNextAsync();
            }
        }
    }

    private async IAsyncEnumerable<ConversationSummary> PagesAsync(
        ConversationFilter filter,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var query = ServerQuery.Of(filter, PageLength);
        var (left, before) = (filter.Limit, (string?)null);
        do
        {
            var page = await client.GetAsync(
                "admin/conversations?"
                    + query
                    + (before is null ? "" : $"&before={Uri.EscapeDataString(before)}"),
                ServerJson.Default.ListAnswer,
                cancellation
            );
            foreach (var summary in page.Conversations.Take(left))
            {
                yield return summary.ToSummary();
            }

            left -= page.Conversations.Count;
            before = page.Next;
        } while (before is not null && left > 0);
    }

    private async Task<long> LastSequenceNrAsync(string id, CancellationToken cancellation) =>
        (
            await client.GetAsync(
                $"admin/conversations/{Uri.EscapeDataString(id)}",
                ServerJson.Default.DetailAnswer,
                cancellation
            )
        ).LastSequenceNr;

    /// <summary>The last rows of all conversations, and what is written while they are read.</summary>
    private async IAsyncEnumerable<StoredEvent> JournalAsync(
        int count,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var place = $"last={count}";
        long? next;
        do
        {
            var page = await client.GetAsync(
                $"admin/journal?{place}&limit={PageLength}",
                ServerJson.Default.RowsAnswer,
                cancellation
            );
            foreach (var row in page.Events)
            {
                yield return row.ToEvent(null);
            }

            next = page.Next;
            place = $"after={next}";
        } while (next is not null);
    }

    private async IAsyncEnumerable<StoredEvent> FollowAsync(
        string? id,
        long last,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var path = id is null ? "admin/journal" : Events(id);
        var after = last.ToString(CultureInfo.InvariantCulture);
        await foreach (var item in client.StreamAsync($"{path}?after={after}", cancellation))
        {
            if (item.EventType == "row")
            {
                yield return client.Read(item.Data, ServerJson.Default.RowAnswer).ToEvent(id);
            }
        }
    }
}
