using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Server.Http.Bodies;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;
using ActorStream.Server.Sse;

namespace ActorStream.Server.Http;

/// <summary><c>/conversations/{id}/turns</c>: asks for an answer.</summary>
internal static class TurnEndpoints
{
    public static void MapTurns(this IEndpointRouteBuilder app) =>
        app.MapPost("/conversations/{id}/turns", SubmitAsync)
            .Describe("Starts a turn; with Accept: text/event-stream, streams it.")
            .WithJsonBody<PromptBody>(required: true)
            .Produces<TurnAcceptedBody>(202)
            .Produces(200, contentType: SseViews.ContentType)
            .Refuses(400, 404, 406, 409, 413, 415, 422, 500, 503);

    private static async Task<IResult> SubmitAsync(
        HttpContext context,
        ConversationGateway gateway,
        SseViews views,
        string id
    )
    {
        if (!ConversationId.TryParse(id, out var conversation))
            return Reply.ConversationNotFound();
        var accepted = AcceptHeader.Read(context.Request);
        if (accepted == Accepted.Neither)
            return Reply.Problem(ProblemList.NotAcceptable());
        var (json, problem) = await JsonBody.ReadAsync(context.Request, required: true);
        if (problem is not null)
            return Reply.Problem(problem);
        var key = IdempotencyKey.Of(context.Request);
        if (
            !PromptReader.TryRead(
                json,
                conversation,
                key,
                gateway.Providers,
                out var command,
                out problem
            )
        )
        {
            return Reply.Problem(problem);
        }

        // Not the request's token: a prompt that was sent is taken, whoever waits for it.
        var answer = await gateway.AskAsync(command, CancellationToken.None);
        if (answer is not PromptAccepted turn)
            return Reply.Refusal(answer);
        if (turn.Replayed)
            context.Response.Headers["Idempotency-Replayed"] = "true";
        return accepted == Accepted.EventStream
            ? await StreamAsync(context, views, conversation, turn)
            : Accept(context, conversation, turn);
    }

    private static IResult Accept(
        HttpContext context,
        ConversationId conversation,
        PromptAccepted turn
    )
    {
        context.Response.Headers.Location =
            $"/conversations/{conversation}/events?after={turn.Cursor}";
        return Reply.Json(
            new(turn.TurnId.ToString(), turn.Cursor.ToString()),
            WireJson.Instance.TurnAcceptedBody,
            202
        );
    }

    private static async Task<IResult> StreamAsync(
        HttpContext context,
        SseViews views,
        ConversationId conversation,
        PromptAccepted turn
    )
    {
        context.Response.Headers["ActorStream-Turn-Id"] = turn.TurnId.ToString();
        context.Response.Headers["ActorStream-Cursor"] = turn.Cursor.ToString();
        var before = turn.Cursor with { SequenceNr = turn.Cursor.SequenceNr - 1 };
        await views.ServeAsync(context, conversation, before, turn.TurnId);
        return TypedResults.Empty;
    }
}
