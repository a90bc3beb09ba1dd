using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Http;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin.Conversations;

/// <summary><c>/admin/conversations/{id}/viewers</c>: who watches, and how far they are.</summary>
internal static class ViewerEndpoints
{
    /// <summary>Viewers in one answer, the furthest behind first.</summary>
    private const int MaxViewers = 1_000;

    public static void MapViewers(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/conversations/{id}/viewers", GetAsync);

    private static async Task<IResult> GetAsync(
        HttpContext context,
        ConversationGateway gateway,
        JournalAccess journal,
        ConnectionRegister connections,
        string id
    )
    {
        if (
            !ConversationId.TryParse(id, out var conversation)
            || await ErasedConversations.FindAsync(
                gateway,
                journal,
                conversation,
                context.RequestAborted
            )
                is not { } entry
        )
        {
            return Reply.ConversationNotFound();
        }

        // Before the end is asked for: a viewer cannot be ahead of it.
        var viewers = connections
            .Viewers.Where(viewer => viewer.ConversationId == conversation)
            .Select(viewer => (Viewer: viewer, viewer.Cursor))
            .ToArray();
        var live = await gateway.GetLiveStateAsync(conversation, context.RequestAborted);
        // One that is asleep has no open turn, so the list knows its last event.
        var last = live?.LastSequenceNr ?? entry.SequenceNr;
        return Reply.Json(
            new(
                viewers
                    .Select(item => Of(item.Viewer, item.Cursor, last))
                    .OrderByDescending(viewer => viewer.Lag)
                    .ThenBy(viewer => viewer.ConnectedAt)
                    .Take(MaxViewers)
                    .ToArray()
            ),
            AdminJson.Instance.ViewersBody
        );
    }

    private static ViewerBody Of(ViewerConnection viewer, Cursor? cursor, long last)
    {
        var sequenceNr = cursor?.SequenceNr ?? 0;
        return new(
            viewer.Id,
            viewer.Kind == ConnectionKind.Sse ? "sse" : "webSocket",
            viewer.ConnectedAt,
            cursor?.ToString(),
            sequenceNr,
            Math.Max(0, last - sequenceNr),
            viewer.DeliveredEvents,
            viewer.DeliveredBytes
        );
    }
}
