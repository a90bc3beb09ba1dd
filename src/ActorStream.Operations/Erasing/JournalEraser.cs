using ActorStream.Conversations.Events;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Healing;

namespace ActorStream.Operations.Erasing;

/// <summary>
/// Erases conversations directly in a database, as the server's <c>DELETE</c> does: one row without content
/// stays and keeps the last number, so that none is ever used again.
/// </summary>
public static class JournalEraser
{
    /// <summary>Erases conversations; call <see cref="IJournalMaintenance.CompactAsync"/> afterwards.</summary>
    /// <remarks>
    /// Each in a transaction of its own. Only after the compaction nothing of the text is left in the
    /// database's files.
    /// </remarks>
    /// <param name="maintenance">The database, without a server.</param>
    /// <param name="persistenceIds">Which; those that are erased already are passed over.</param>
    /// <param name="now">Stands in the row that stays.</param>
    /// <param name="progress">Hears how many are done.</param>
    /// <param name="cancellation">Gives up between two conversations.</param>
    /// <returns>How many were erased.</returns>
    public static async Task<int> EraseAsync(
        IJournalMaintenance maintenance,
        IReadOnlyList<string> persistenceIds,
        DateTimeOffset now,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var erased = 0;
        for (var i = 0; i < persistenceIds.Count; i++)
        {
            if (await EraseAsync(maintenance, persistenceIds[i], now, cancellation))
                erased++;
            progress?.Report(i + 1);
        }

        return erased;
    }

    private static async Task<bool> EraseAsync(
        IJournalMaintenance maintenance,
        string persistenceId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var totals = await maintenance.Database.ConversationAsync(persistenceId, cancellation);
        if (totals is null or { Events: 0 })
            return false;
        var last = Math.Max(totals.HighestSequenceNr, 0) + 1;
        var stays = StoredRows.Of(
            persistenceId,
            last,
            new ConversationDeleted(now),
            now.UtcTicks,
            writer: null
        ) with
        {
            IsDeleted = true,
        };
        await using var transaction = await maintenance.BeginAsync(cancellation);
        await transaction.DeleteConversationAsync(persistenceId, cancellation);
        await transaction.AppendAsync([stays], keepOrdering: false, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
