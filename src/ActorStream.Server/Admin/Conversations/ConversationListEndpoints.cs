using ActorStream.Catalog;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Http;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin.Conversations;

/// <summary><c>/admin/conversations</c> and one of them.</summary>
internal static class ConversationListEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static void MapConversationList(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/conversations", ListAsync);
        admin.MapGet("/conversations/{id}", GetAsync);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        ConversationGateway gateway,
        ConnectionRegister connections,
        string? limit,
        string? before
    )
    {
        if (!Parameters.TryReadLimit(limit, DefaultLimit, MaxLimit, out var count, out var problem))
            return Reply.Problem(problem);
        ListPosition? from = null;
        if (before is not null)
        {
            if (!ListPosition.TryParse(before, out var position))
            {
                return Reply.Problem(
                    ProblemList.InvalidRequest("before must be a 'next' of this list.")
                );
            }

            from = position;
        }

        var list = await gateway.ListAsync(new(count, from), context.RequestAborted);
        var awake = await gateway.GetAwakeAsync(
            list.Items.Select(item => item.ConversationId).ToArray(),
            context.RequestAborted
        );
        var viewers = connections.Viewers.CountBy(viewer => viewer.ConversationId).ToDictionary();
        return Reply.Json(
            new(
                list.Items.Select(item => new SummaryBody(
                        item.ConversationId.Value,
                        item.Title,
                        null,
                        item.IsRunning ? "running" : "idle",
                        item.Turns,
                        item.SequenceNr,
                        0,
                        item.CreatedAt,
                        item.UpdatedAt,
                        awake.Among.Contains(item.ConversationId),
                        viewers.GetValueOrDefault(item.ConversationId)
                    ))
                    .ToArray(),
                list.Next?.ToString()
            ),
            AdminJson.Instance.AdminListBody
        );
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        ConversationGateway gateway,
        ConnectionRegister connections,
        string id
    )
    {
        if (
            !ConversationId.TryParse(id, out var conversation)
            || await gateway.FindAsync(conversation, context.RequestAborted) is not { } entry
        )
        {
            return Reply.ConversationNotFound();
        }

        var live = await gateway.GetLiveStateAsync(conversation, context.RequestAborted);
        var viewers = connections.Viewers.Count(viewer => viewer.ConversationId == conversation);
        return Reply.Json(
            new(
                entry.ConversationId.Value,
                entry.Title,
                null,
                entry.IsRunning ? "running" : "idle",
                entry.Turns,
                live?.LastSequenceNr ?? entry.SequenceNr,
                0,
                entry.CreatedAt,
                entry.UpdatedAt,
                live is not null,
                viewers,
                live?.Incarnation ?? "",
                live?.LastSequenceNr ?? entry.SequenceNr,
                live?.OpenTurnId?.ToString(),
                [],
                live is null
                    ? null
                    : new(live.Mailbox, live.PendingWrites, live.TailEvents, viewers),
                []
            ),
            AdminJson.Instance.DetailBody
        );
    }
}
