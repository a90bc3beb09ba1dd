using System.Runtime.CompilerServices;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Conversations;

/// <summary>Lists the conversations of a database. The same for every store.</summary>
public static class ConversationList
{
    /// <summary>Conversations whose first rows are asked for together.</summary>
    private const int PageLength = 200;

    /// <summary>The conversations that are wanted, the one with the latest row first.</summary>
    public static async IAsyncEnumerable<ConversationSummary> ListAsync(
        this IJournalDatabase database,
        ConversationFilter filter,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var page = new List<ConversationTotals>();
        var left = filter.Limit;
        await foreach (
            var totals in database.ConversationsAsync(
                filter.IsEmpty ? filter.Limit : null,
                cancellation
            )
        )
        {
            if (left == 0)
            {
                yield break;
            }

            if (!IsWanted(totals, filter))
            {
                continue;
            }

            page.Add(totals);
            if (page.Count < Math.Min(PageLength, left))
            {
                continue;
            }

            foreach (var summary in await SelectAsync(database, page, filter, cancellation))
            {
                yield return summary;
                left--;
            }

            page.Clear();
        }

        foreach (var summary in await SelectAsync(database, page, filter, cancellation))
        {
            yield return summary;
        }
    }

    /// <summary>One conversation, or null.</summary>
    public static async Task<ConversationSummary?> SummaryAsync(
        this IJournalDatabase database,
        string id,
        CancellationToken cancellation = default
    )
    {
        var persistenceId = PersistenceIds.Of(id);
        if (await database.ConversationAsync(persistenceId, cancellation) is not { } totals)
        {
            return null;
        }

        var beginnings = await database.BeginningsAsync([persistenceId], cancellation);
        return Summary(totals, beginnings[0]);
    }

    /// <summary>A summary from totals and first rows; rows that cannot be read give no title.</summary>
    public static ConversationSummary Summary(
        ConversationTotals totals,
        ConversationBeginning beginning
    )
    {
        var started = Decode<ConversationStarted>(beginning.First);
        var prompt = Decode<TurnStarted>(beginning.FirstPrompt);
        return new ConversationSummary(
            PersistenceIds.ToId(totals.PersistenceId),
            Titles.Of(started?.Title, prompt?.Prompt),
            started?.Tenant,
            ConversationStandings.After(totals.LastManifest),
            totals.Turns,
            totals.Events,
            totals.PayloadBytes,
            Ticks.ToTime(totals.CreatedTicks),
            Ticks.ToTime(totals.UpdatedTicks)
        );
    }

    private static bool IsWanted(ConversationTotals totals, ConversationFilter filter) =>
        totals.PersistenceId.StartsWith(PersistenceIds.Prefix, StringComparison.Ordinal)
        && (
            filter.State is not { } state
            || ConversationStandings.After(totals.LastManifest) == state
        )
        && (filter.OlderThan is not { } older || totals.UpdatedTicks < older.UtcTicks)
        && (filter.NewerThan is not { } newer || totals.UpdatedTicks >= newer.UtcTicks)
        && filter.HoldsSize(totals.Events, totals.PayloadBytes);

    private static async Task<List<ConversationSummary>> SelectAsync(
        IJournalDatabase database,
        List<ConversationTotals> page,
        ConversationFilter filter,
        CancellationToken cancellation
    )
    {
        var wanted = new List<ConversationSummary>();
        if (page.Count == 0)
        {
            return wanted;
        }

        var ids = page.ConvertAll(totals => totals.PersistenceId);
        var beginnings = await database.BeginningsAsync(ids, cancellation);
        for (var i = 0; i < page.Count; i++)
        {
            var summary = Summary(page[i], beginnings[i]);
            if (
                (filter.Tenant is null || filter.Tenant == summary.Tenant)
                && (
                    filter.Text is not { } text
                    || await HasTextAsync(
                        database,
                        summary,
                        beginnings[i],
                        text,
                        filter.IsDeep,
                        cancellation
                    )
                )
            )
            {
                wanted.Add(summary);
            }
        }

        return wanted;
    }

    private static async Task<bool> HasTextAsync(
        IJournalDatabase database,
        ConversationSummary summary,
        ConversationBeginning beginning,
        string text,
        bool isDeep,
        CancellationToken cancellation
    )
    {
        var search = new TextSearch(text);
        if (
            search.IsIn(summary.Title)
            || search.IsIn(Decode<TurnStarted>(beginning.FirstPrompt)?.Prompt)
        )
        {
            return true;
        }

        if (!isDeep)
        {
            return false;
        }

        var rows = database.RowsAsync(PersistenceIds.Of(summary.Id), cancellation: cancellation);
        await foreach (var row in rows)
        {
            if (row.TryDecode(out var conversationEvent, out _) && search.IsIn(conversationEvent))
            {
                return true;
            }
        }

        return false;
    }

    private static T? Decode<T>(JournalRow? row)
        where T : ConversationEvent =>
        row is not null && row.TryDecode(out var conversationEvent, out _)
            ? conversationEvent as T
            : null;
}
