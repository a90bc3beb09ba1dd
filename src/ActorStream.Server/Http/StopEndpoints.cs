using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Server.Http.Bodies;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Http;

/// <summary>Stops a turn: a command like any other, unlike a client that goes away.</summary>
internal static class StopEndpoints
{
    public static void MapStop(this IEndpointRouteBuilder app)
    {
        app.MapPost(
                "/conversations/{id}/stop",
                (ConversationGateway gateway, string id) => StopAsync(gateway, id, null)
            )
            .Describe("Stops the open turn.")
            .Produces<TurnStoppedBody>()
            .Refuses(404, 409, 503);
        app.MapPost(
                "/conversations/{id}/turns/{turnId}/stop",
                (ConversationGateway gateway, string id, string turnId) =>
                    StopAsync(gateway, id, turnId)
            )
            .Describe("Stops the named turn.")
            .Produces<TurnStoppedBody>()
            .Refuses(404, 409, 503);
    }

    private static async Task<IResult> StopAsync(
        ConversationGateway gateway,
        string id,
        string? turnId
    )
    {
        if (!ConversationId.TryParse(id, out var conversation))
            return Reply.ConversationNotFound();
        TurnId? named = null;
        if (turnId is not null)
        {
            if (!TurnId.TryParse(turnId, out var turn))
                return Reply.Problem(ProblemList.TurnNotFound());
            named = turn;
        }

        var answer = await gateway.AskAsync(
            new StopTurn(conversation, named),
            CancellationToken.None
        );
        return answer is TurnStopped stopped
            ? Reply.Json(
                new(stopped.TurnId.ToString(), TurnStatusNames.Aborted, stopped.Cursor.ToString()),
                WireJson.Instance.TurnStoppedBody
            )
            : Reply.Refusal(answer);
    }
}
