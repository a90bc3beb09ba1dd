using ActorStream.Catalog;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;

namespace ActorStream.Server.Admin.Conversations;

/// <summary>
/// Looks through the list in memory, newest activity first, and asks the database only for what the
/// list does not know. The work of one page has a limit: one that found little says where to go on.
/// </summary>
internal sealed class ListReader(
    ConversationGateway gateway,
    JournalAccess journal,
    SummaryReader summaries
)
{
    private const int Chunk = 200;

    /// <summary>Entries of the list that one page looks at.</summary>
    private const int MaxEntries = 20_000;

    /// <summary>Conversations about which one page asks the database before its filters are sure.</summary>
    private const int MaxQuestions = 1_000;

    /// <summary>Events that one page reads in search of a text.</summary>
    private const int MaxEvents = 200_000;

    public async Task<AdminListBody> ReadAsync(ListQuery query, CancellationToken cancellation)
    {
        var page = await FindAsync(query, cancellation);
        return new(await summaries.ReadAsync(page.Found, cancellation), page.Next?.ToString());
    }

    /// <summary>The same without what only the database knows.</summary>
    public async Task<FoundPage> FindAsync(ListQuery query, CancellationToken cancellation)
    {
        var database = await journal.OpenAsync(cancellation);
        var filter = query.Filter;
        if (filter.State == ConversationStanding.Deleted)
            return await ErasedConversations.PageAsync(database, query, cancellation);
        var search = new Search(filter, database, cancellation);
        var found = new List<ConversationChanged>();
        var before = query.Before;
        while (true)
        {
            var page = await gateway.ListAsync(new(Chunk, before), cancellation);
            foreach (var entry in page.Items)
            {
                if (found.Count == filter.Limit || search.IsExhausted)
                    return new(found, before);
                if (entry.UpdatedAt < filter.NewerThan)
                    return new(found, null);
                if (await search.MatchesAsync(entry) is not { } isWanted)
                    return new(found, before);
                before = new(entry.UpdatedAt, entry.ConversationId.Value);
                if (isWanted)
                    found.Add(entry);
            }

            if (page.Next is null)
                return new(found, null);
        }
    }

    private sealed class Search(
        ConversationFilter filter,
        IJournalDatabase database,
        CancellationToken cancellation
    )
    {
        private int _entries;
        private int _questions;
        private int _events;

        public bool IsExhausted =>
            _entries >= MaxEntries || _questions >= MaxQuestions || _events >= MaxEvents;

        /// <summary>Whether it is wanted; null if the page's work ended before that was known.</summary>
        public async Task<bool?> MatchesAsync(ConversationChanged entry)
        {
            _entries++;
            return MatchesEntry(entry) && await HasSizeAsync(entry)
                ? await HasTextAsync(entry)
                : false;
        }

        private bool MatchesEntry(ConversationChanged entry) =>
            (filter.State != ConversationStanding.Running || entry.IsRunning)
            && (filter.State != ConversationStanding.Idle || !entry.IsRunning)
            && (filter.Tenant is null || filter.Tenant == entry.Tenant)
            && !(entry.UpdatedAt >= filter.OlderThan);

        private async Task<bool> HasSizeAsync(ConversationChanged entry)
        {
            if (!filter.LimitsSize)
                return true;
            _questions++;
            var totals = await database.ConversationAsync(
                entry.ConversationId.PersistenceId,
                cancellation
            );
            return totals is not null && filter.HoldsSize(totals.Events, totals.PayloadBytes);
        }

        private async Task<bool?> HasTextAsync(ConversationChanged entry)
        {
            if (filter.Text is not { } text)
                return true;
            var search = new TextSearch(text);
            if (search.IsIn(entry.Title))
                return true;
            _questions++;
            if (filter.IsDeep)
                return await HasDeepTextAsync(entry, search);
            var beginning = await database.BeginningsAsync(
                [entry.ConversationId.PersistenceId],
                cancellation
            );
            return beginning is [{ FirstPrompt: { } row }] && Holds(search, row);
        }

        private async Task<bool?> HasDeepTextAsync(ConversationChanged entry, TextSearch search)
        {
            var isFirst = _events == 0;
            await foreach (
                var row in database.RowsAsync(
                    entry.ConversationId.PersistenceId,
                    cancellation: cancellation
                )
            )
            {
                if (Holds(search, row))
                    return true;
                // The next page begins with it; one that fills a page by itself is not read further.
                if (++_events >= MaxEvents)
                    return isFirst ? false : null;
            }

            return false;
        }

        private static bool Holds(TextSearch search, JournalRow row) =>
            row.TryDecode(out var read, out _) && search.IsIn(read);
    }
}

/// <summary>Conversations that were found, and where to go on, or null at the end.</summary>
internal sealed record FoundPage(IReadOnlyList<ConversationChanged> Found, ListPosition? Next);
