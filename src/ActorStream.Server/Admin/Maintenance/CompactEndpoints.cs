using ActorStream.Conversations.Messages;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Conversations;
using ActorStream.Server.Http;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary><c>/admin/compact</c>: snapshots that a newer one has replaced go, each by its conversation.</summary>
internal static class CompactEndpoints
{
    public static void MapCompact(this IEndpointRouteBuilder admin)
    {
        admin.MapPost("/compact", CompactAsync).WithMetadata(AnswerForms.Stream);
        admin.MapPost("/conversations/{id}/compact", CompactOneAsync);
    }

    private static async Task<IResult> CompactAsync(
        HttpContext context,
        Compaction compaction,
        Upkeep upkeep,
        TimeProvider time
    )
    {
        // Without a filter the database alone says which; with one, the list does.
        ListQuery? query = null;
        if (
            context.Request.Query.Count > 0
            && !ListQuery.TryRead(
                context.Request.Query,
                time.GetUtcNow(),
                out query,
                out var problem
            )
        )
        {
            return Reply.Problem(problem);
        }

        return await upkeep.ServeAsync(
            context,
            "compact",
            stream => compaction.RunAsync(stream, query)
        );
    }

    private static Task<IResult> CompactOneAsync(
        HttpContext context,
        CommandDoor door,
        string id
    ) =>
        door.OrderAsync(
            context,
            "compact",
            id,
            conversation => new CompactConversation(conversation),
            answer =>
                answer is ConversationCompacted compacted
                    ? Reply.Json(new(compacted.SequenceNr), AdminJson.Instance.SnapshotTakenBody)
                    : null
        );
}
