using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Operations.Databases;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Streams;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin.Journal;

/// <summary>
/// Streams rows: what is stored, then what is written next. Conversations of this process say when they
/// have written; only a database that others write to as well is looked at from time to time. A
/// follower keeps one place and one page, however slow its client is.
/// </summary>
internal sealed class RowFollower(
    JournalAccess journal,
    ConversationGateway gateway,
    ConversationMetrics metrics,
    TimeProvider time
)
{
    private const int PageSize = 200;

    /// <summary>The row that stays of an erased conversation; nothing follows it.</summary>
    private const string LastManifest = "conversation-deleted.";

    /// <summary>How long a shared database goes unlooked at.</summary>
    private static readonly TimeSpan SharedInterval = TimeSpan.FromSeconds(1);

    /// <summary>Rest between two looks: a busy conversation is read in pages, not row by row.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    /// <summary>Rows of one conversation after a sequence number, until it is erased.</summary>
    public async Task ConversationAsync(AdminStream stream, ConversationId id, long after)
    {
        var database = await journal.OpenAsync(stream.Ended);
        var signal = new Signal();
        // Before the first look: what is written in between sets the signal.
        using var following = metrics.Pulse.Follow(id, signal);
        while (true)
        {
            var before = after;
            await foreach (
                var row in database.RowsAsync(
                    id.PersistenceId,
                    after + 1,
                    cancellation: stream.Ended
                )
            )
            {
                await SendAsync(stream, row, row.SequenceNr, withConversation: false);
                after = row.SequenceNr;
                if (row.Manifest.StartsWith(LastManifest, StringComparison.Ordinal))
                    return;
            }

            if (after == before && await IsGoneAsync(id, stream.Ended))
                return;
            await RestAsync(stream, signal);
        }
    }

    /// <summary>Rows of all conversations after a place in the database.</summary>
    public async Task JournalAsync(AdminStream stream, long after)
    {
        var database = await journal.OpenAsync(stream.Ended);
        var signal = new Signal();
        using var following = metrics.Pulse.Follow(null, signal);
        while (true)
        {
            var rows = await database.RowsAfterAsync(after, null, PageSize, stream.Ended);
            foreach (var row in rows)
                await SendAsync(stream, row, row.Ordering, withConversation: true);
            if (rows.Count > 0)
                after = rows[^1].Ordering;
            if (rows.Count < PageSize)
                await RestAsync(stream, signal);
        }
    }

    private static Task SendAsync(
        AdminStream stream,
        JournalRow row,
        long id,
        bool withConversation
    ) =>
        stream.SendAsync(
            "row",
            RowReader.Of(row, withConversation),
            AdminJson.Instance.RowBody,
            id
        );

    private async Task<bool> IsGoneAsync(ConversationId id, CancellationToken cancellation) =>
        await gateway.FindAsync(id, cancellation) is null or { IsDeleted: true };

    private async Task RestAsync(AdminStream stream, Signal signal)
    {
        await stream.WaitAsync(signal, journal.IsShared ? SharedInterval : null);
        await Task.Delay(Rest, time, stream.Ended);
    }
}
