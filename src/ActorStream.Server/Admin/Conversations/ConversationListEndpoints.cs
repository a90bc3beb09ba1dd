using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Http;

namespace ActorStream.Server.Admin.Conversations;

/// <summary><c>/admin/conversations</c>: find conversations.</summary>
internal static class ConversationListEndpoints
{
    public static void MapConversationList(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/conversations", ListAsync);

    private static async Task<IResult> ListAsync(
        HttpContext context,
        ListReader list,
        TimeProvider time
    ) =>
        ListQuery.TryRead(context.Request.Query, time.GetUtcNow(), out var query, out var problem)
            ? Reply.Json(
                await list.ReadAsync(query, context.RequestAborted),
                AdminJson.Instance.AdminListBody
            )
            : Reply.Problem(problem);
}
