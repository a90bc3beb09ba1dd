using System.Security.Cryptography;
using ActorStream.Catalog;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Server.Http.Bodies;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;

namespace ActorStream.Server.Http;

/// <summary><c>/conversations</c>: begin, list, read, erase.</summary>
internal static class ConversationEndpoints
{
    private const int IncarnationDigits = 8;
    private const int MaxTitleLength = 200;
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static void MapConversations(this IEndpointRouteBuilder app)
    {
        app.MapPost("/conversations", CreateAsync)
            .Describe("Begins a conversation.")
            .WithJsonBody<NewConversationBody>(required: false)
            .Produces<ConversationCreatedBody>(201)
            .Refuses(400, 413, 415, 503);
        app.MapGet("/conversations", ListAsync)
            .Describe("Lists conversations, newest activity first.")
            .Produces<ConversationListBody>()
            .Refuses(400, 503);
        app.MapGet("/conversations/{id}", GetAsync)
            .Describe("Reads a conversation's transcript.")
            .Produces<TranscriptBody>()
            .Refuses(404, 500, 503);
        app.MapDelete("/conversations/{id}", DeleteAsync)
            .Describe("Stops an open turn and erases the conversation.")
            .Produces(204)
            .Refuses(404, 503);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ConversationGateway gateway)
    {
        var (json, problem) = await JsonBody.ReadAsync(context.Request, required: false);
        if (problem is not null)
            return Reply.Problem(problem);
        if (
            !Members.RequireObject(json, out problem)
            || !Members.TryReadText(json, "title", MaxTitleLength, out var title, out problem)
            || !TenantLabel.TryRead(json, out var tenant, out problem)
        )
        {
            return Reply.Problem(problem);
        }

        var answer = await gateway.AskAsync(
            new StartConversation(
                ConversationId.New(),
                RandomNumberGenerator.GetHexString(IncarnationDigits, lowercase: true),
                string.IsNullOrWhiteSpace(title) ? null : title,
                tenant
            ),
            CancellationToken.None
        );
        if (answer is not ConversationCreated created)
            return Reply.Refusal(answer);
        context.Response.Headers.Location = $"/conversations/{created.ConversationId}";
        return Reply.Json(
            new(created.ConversationId.Value, created.Cursor.ToString()),
            WireJson.Instance.ConversationCreatedBody,
            201
        );
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        ConversationGateway gateway,
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
        return Reply.Json(
            new(list.Items.Select(Transcripts.Of).ToArray(), list.Next?.ToString()),
            WireJson.Instance.ConversationListBody
        );
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        ConversationGateway gateway,
        string id
    )
    {
        if (!ConversationId.TryParse(id, out var conversation))
            return Reply.ConversationNotFound();
        var answer = await gateway.AskAsync(
            new GetTranscript(conversation),
            context.RequestAborted
        );
        return answer is ConversationTranscript transcript
            ? Reply.Json(Transcripts.Of(transcript), WireJson.Instance.TranscriptBody)
            : Reply.Refusal(answer);
    }

    private static async Task<IResult> DeleteAsync(ConversationGateway gateway, string id)
    {
        if (!ConversationId.TryParse(id, out var conversation))
            return Reply.ConversationNotFound();
        // What was asked for is done, whether or not the client waits for it.
        var answer = await gateway.AskAsync(
            new DeleteConversation(conversation),
            CancellationToken.None
        );
        return answer is ConversationErased ? TypedResults.NoContent() : Reply.Refusal(answer);
    }
}
