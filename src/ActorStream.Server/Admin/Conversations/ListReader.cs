using ActorStream.Catalog;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
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
        var database = await journal.OpenAsync(cancellation);
        var search = new Search(query, database, cancellation);
        var found = new List<ConversationChanged>();
        var before = query.Before;
        while (true)
        {
            var page = await gateway.ListAsync(new(Chunk, before, query.WantsErased), cancellation);
            foreach (var entry in page.Items)
            {
                if (found.Count == query.Limit || search.IsExhausted)
                    return await EndAsync(found, before);
                before = new(entry.UpdatedAt, entry.ConversationId.Value);
                if (entry.UpdatedAt < query.NewerThan)
                    return await EndAsync(found, null);
                if (await search.MatchesAsync(entry))
                    found.Add(entry);
            }

            if (page.Next is null)
                return await EndAsync(found, null);
        }

        async Task<AdminListBody> EndAsync(List<ConversationChanged> entries, ListPosition? next) =>
            new(await summaries.ReadAsync(entries, cancellation), next?.ToString());
    }

    private sealed class Search(
        ListQuery query,
        IJournalDatabase database,
        CancellationToken cancellation
    )
    {
        private int _entries;
        private int _questions;
        private int _events;

        public bool IsExhausted =>
            _entries >= MaxEntries || _questions >= MaxQuestions || _events >= MaxEvents;

        public async Task<bool> MatchesAsync(ConversationChanged entry)
        {
            _entries++;
            return MatchesEntry(entry) && await HasSizeAsync(entry) && await HasTextAsync(entry);
        }

        private bool MatchesEntry(ConversationChanged entry) =>
            (query.State != ListQuery.Running || entry.IsRunning)
            && (query.State != ListQuery.Idle || !entry.IsRunning)
            && (query.Tenant is null || query.Tenant == entry.Tenant)
            && !(entry.UpdatedAt >= query.OlderThan);

        private async Task<bool> HasSizeAsync(ConversationChanged entry)
        {
            if (!query.Events.IsLimit && !query.Bytes.IsLimit)
                return true;
            _questions++;
            var totals = await database.ConversationAsync(
                entry.ConversationId.PersistenceId,
                cancellation
            );
            return totals is not null
                && query.Events.Holds(totals.Events)
                && query.Bytes.Holds(totals.PayloadBytes);
        }

        private async Task<bool> HasTextAsync(ConversationChanged entry)
        {
            if (query.Text is null || Holds(entry.Title))
                return true;
            _questions++;
            if (query.Deep)
                return await HasDeepTextAsync(entry);
            var beginning = await database.BeginningsAsync(
                [entry.ConversationId.PersistenceId],
                cancellation
            );
            return beginning is [{ FirstPrompt: { } row }] && Holds(row);
        }

        private async Task<bool> HasDeepTextAsync(ConversationChanged entry)
        {
            await foreach (
                var row in database.RowsAsync(
                    entry.ConversationId.PersistenceId,
                    cancellation: cancellation
                )
            )
            {
                if (Holds(row))
                    return true;
                if (++_events >= MaxEvents)
                    return false;
            }

            return false;
        }

        private bool Holds(JournalRow row) =>
            row.TryDecode(out var @event, out _)
            && Holds(
                @event switch
                {
                    TurnStarted started => started.Prompt,
                    ChunkAppended chunk => chunk.Text,
                    _ => null,
                }
            );

        private bool Holds(string? text) =>
            text?.Contains(query.Text!, StringComparison.OrdinalIgnoreCase) == true;
    }
}
