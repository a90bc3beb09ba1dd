using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Server.Http.Bodies;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;

namespace ActorStream.Server.Http;

/// <summary>Stops a turn: a command like any other, unlike a client that goes away.</summary>
internal static class StopEndpoints
{
    public static void MapStop(this IEndpointRouteBuilder app)
    {
        app.MapPost(
                "/conversations/{id}/stop",
                (ConversationGateway gateway, HttpRequest request, string id) =>
                    StopOpenAsync(gateway, request, id)
            )
            .Describe("Stops the open turn, or the turn of the prompt with a key.")
            .WithJsonBody<StopBody>(required: false)
            .Produces<TurnStoppedBody>()
            .Refuses(400, 404, 409, 413, 415, 503);
        app.MapPost(
                "/conversations/{id}/turns/{turnId}/stop",
                (ConversationGateway gateway, string id, string turnId) =>
                    StopNamedAsync(gateway, id, turnId)
            )
            .Describe("Stops the named turn.")
            .Produces<TurnStoppedBody>()
            .Refuses(404, 409, 503);
    }

    private static async Task<IResult> StopOpenAsync(
        ConversationGateway gateway,
        HttpRequest request,
        string id
    )
    {
        if (!ConversationId.TryParse(id, out var conversation))
            return Reply.ConversationNotFound();
        var (json, problem) = await JsonBody.ReadAsync(request, required: false);
        if (problem is null && !Members.RequireObject(json, out problem))
            return Reply.Problem(problem);
        if (problem is not null)
            return Reply.Problem(problem);
        return IdempotencyKey.TryRead(json, out var key, out problem)
            ? await StopAsync(gateway, new StopTurn(conversation, null, key))
            : Reply.Problem(problem);
    }

    private static async Task<IResult> StopNamedAsync(
        ConversationGateway gateway,
        string id,
        string turnId
    )
    {
        if (!ConversationId.TryParse(id, out var conversation))
            return Reply.ConversationNotFound();
        return TurnId.TryParse(turnId, out var turn)
            ? await StopAsync(gateway, new StopTurn(conversation, turn))
            : Reply.Problem(ProblemList.TurnNotFound());
    }

    private static async Task<IResult> StopAsync(ConversationGateway gateway, StopTurn stop)
    {
        var answer = await gateway.AskAsync(stop, CancellationToken.None);
        return answer is TurnStopped stopped
            ? Reply.Json(
                new(stopped.TurnId.ToString(), TurnStatusNames.Aborted, stopped.Cursor.ToString()),
                WireJson.Instance.TurnStoppedBody
            )
            : Reply.Refusal(answer);
    }
}
