using ActorStream.Catalog;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Operations.Databases;
using ActorStream.Server.Admin.Journal;

namespace ActorStream.Server.Admin.Conversations;

/// <summary>
/// Conversations of which only the row is left that keeps their number. The list in memory has let go of
/// them, so the database is asked; it also knows those that were erased before the server started.
/// </summary>
internal static class ErasedConversations
{
    /// <summary>A conversation, erased or not; null if it was never there.</summary>
    public static async Task<ConversationChanged?> FindAsync(
        ConversationGateway gateway,
        JournalAccess journal,
        ConversationId id,
        CancellationToken cancellation
    )
    {
        if (await gateway.FindAsync(id, cancellation) is { } entry)
            return entry;
        var database = await journal.OpenAsync(cancellation);
        return
            await database.ConversationAsync(id.PersistenceId, cancellation) is { Events: 0 } totals
            ? Of(id, totals)
            : null;
    }

    /// <summary>A page of them, the one that was erased last first.</summary>
    public static async Task<FoundPage> PageAsync(
        IJournalDatabase database,
        ListQuery query,
        CancellationToken cancellation
    )
    {
        var filter = query.Filter;
        var erased = new List<ConversationChanged>();
        await foreach (var totals in database.ConversationsAsync(null, cancellation))
        {
            if (
                totals.Events == 0
                && ConversationId.TryParsePersistenceId(totals.PersistenceId, out var id)
            )
            {
                erased.Add(Of(id, totals));
            }
        }

        // Nothing is left of a title, a text or a tenant, so nobody can look for those.
        var isPossible = filter.Text is null && filter.Tenant is null;
        var page = erased
            .Where(entry =>
                isPossible
                && !(entry.UpdatedAt >= filter.OlderThan)
                && !(entry.UpdatedAt < filter.NewerThan)
                && IsAfter(entry, query.Before)
            )
            .OrderByDescending(entry => entry.UpdatedAt)
            .ThenBy(entry => entry.ConversationId.Value, StringComparer.Ordinal)
            .Take(filter.Limit + 1)
            .ToList();
        if (page.Count <= filter.Limit)
            return new(page, null);
        page.RemoveAt(filter.Limit);
        return new(page, new(page[^1].UpdatedAt, page[^1].ConversationId.Value));
    }

    private static bool IsAfter(ConversationChanged entry, ListPosition? before) =>
        before is not { } place
        || entry.UpdatedAt < place.UpdatedAt
        || (
            entry.UpdatedAt == place.UpdatedAt
            && string.CompareOrdinal(entry.ConversationId.Value, place.ConversationId) > 0
        );

    private static ConversationChanged Of(ConversationId id, ConversationTotals totals) =>
        new(
            id,
            totals.HighestSequenceNr,
            null,
            totals.Updated,
            totals.Updated,
            IsRunning: false,
            Turns: 0,
            IsDeleted: true
        );
}
