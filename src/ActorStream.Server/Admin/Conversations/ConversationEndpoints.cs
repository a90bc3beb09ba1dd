using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Operations.Databases;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Http;

namespace ActorStream.Server.Admin.Conversations;

/// <summary><c>/admin/conversations/{id}</c>: all about one conversation but its events.</summary>
internal static class ConversationEndpoints
{
    /// <summary>Snapshots in one answer; a conversation keeps one.</summary>
    private const int MaxSnapshots = 100;

    public static void MapConversation(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/conversations/{id}", GetAsync);

    private static async Task<IResult> GetAsync(
        HttpContext context,
        ConversationGateway gateway,
        JournalAccess journal,
        SummaryReader summaries,
        DamageFinder damage,
        string id
    )
    {
        var cancellation = context.RequestAborted;
        if (
            !ConversationId.TryParse(id, out var conversation)
            || await ErasedConversations.FindAsync(gateway, journal, conversation, cancellation)
                is not { } entry
        )
        {
            return Reply.ConversationNotFound();
        }

        var database = await journal.OpenAsync(cancellation);
        var live = await gateway.GetLiveStateAsync(conversation, cancellation);
        var summary = (await summaries.ReadAsync([entry], cancellation))[0];
        var totals = await database.ConversationAsync(conversation.PersistenceId, cancellation);
        var findings = await damage.FindAsync(
            conversation,
            totals?.HighestSequenceNr ?? 0,
            cancellation
        );
        return Reply.Json(
            new(
                summary,
                findings.Incarnation,
                totals?.HighestSequenceNr ?? 0,
                live?.OpenTurnId?.ToString()
                    ?? (entry.IsRunning ? new TurnId(entry.Turns).ToString() : null),
                await SnapshotsAsync(database, conversation, cancellation),
                live is null
                    ? null
                    : new(live.Mailbox, live.PendingWrites, live.TailEvents, summary.Viewers),
                findings.Damage
            ),
            AdminJson.Instance.DetailBody
        );
    }

    private static async Task<IReadOnlyList<SnapshotBody>> SnapshotsAsync(
        IJournalDatabase database,
        ConversationId conversation,
        CancellationToken cancellation
    )
    {
        var snapshots = new List<SnapshotBody>();
        await foreach (var row in database.SnapshotsAsync(conversation.PersistenceId, cancellation))
        {
            snapshots.Add(new(row.SequenceNr, row.Created, row.Manifest, row.Payload.Length));
            if (snapshots.Count == MaxSnapshots)
                break;
        }

        return snapshots;
    }
}
