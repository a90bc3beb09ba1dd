using System.Text.Json;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Server.Http.Bodies;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;
using ActorStream.Server.Sse;
using ActorStream.Server.WebSockets;
using ActorStream.Views;

namespace ActorStream.Server.Http;

/// <summary>A conversation's events: as a stream, in pages, and over a WebSocket.</summary>
internal static class EventEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    public static void MapEvents(this IEndpointRouteBuilder app)
    {
        app.MapGet("/conversations/{id}/events", GetAsync)
            .Describe("Events after a cursor: a page, or with Accept: text/event-stream a stream.")
            .Produces<EventPageBody>()
            .Produces(200, contentType: SseViews.ContentType)
            .Refuses(400, 404, 406, 500, 503);
        app.MapGet("/conversations/{id}/ws", OpenSocketAsync)
            .Describe("The same events over a WebSocket, which also takes prompts and stops.")
            .Produces(101)
            .Refuses(400, 403, 404, 500, 503);
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        ConversationGateway gateway,
        SseViews views,
        string id,
        string? after,
        string? limit
    )
    {
        if (!ConversationId.TryParse(id, out var conversation))
            return Reply.ConversationNotFound();
        if (!Parameters.TryReadCursor(context.Request, after, out var cursor, out var problem))
            return Reply.Problem(problem);
        switch (AcceptHeader.Read(context.Request))
        {
            case Accepted.Json:
                return Parameters.TryReadLimit(
                    limit,
                    DefaultLimit,
                    MaxLimit,
                    out var count,
                    out problem
                )
                    ? await PageAsync(context, gateway, conversation, cursor, count)
                    : Reply.Problem(problem);
            case Accepted.EventStream:
                if (await MissingAsync(context, gateway, conversation) is { } refusal)
                    return refusal;
                await views.ServeAsync(context, conversation, cursor, null);
                return TypedResults.Empty;
            default:
                return Reply.Problem(ProblemList.NotAcceptable());
        }
    }

    private static async Task<IResult> OpenSocketAsync(
        HttpContext context,
        ConversationGateway gateway,
        WebSocketViews views,
        string id,
        string? after
    )
    {
        if (!ConversationId.TryParse(id, out var conversation))
            return Reply.ConversationNotFound();
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return Reply.Problem(
                ProblemList.InvalidRequest("This address needs a WebSocket handshake.")
            );
        }

        if (!Parameters.TryReadCursor(context.Request, after, out var cursor, out var problem))
            return Reply.Problem(problem);
        if (await MissingAsync(context, gateway, conversation) is { } refusal)
            return refusal;
        await views.ServeAsync(context, conversation, cursor);
        return TypedResults.Empty;
    }

    /// <summary>Asked before anything is sent, while the answer can still be a 404.</summary>
    private static async Task<IResult?> MissingAsync(
        HttpContext context,
        ConversationGateway gateway,
        ConversationId conversation
    ) =>
        await gateway.RefuseViewAsync(conversation, context.RequestAborted) is { } refused
            ? Reply.Refusal(refused)
            : null;

    private static async Task<IResult> PageAsync(
        HttpContext context,
        ConversationGateway gateway,
        ConversationId conversation,
        Cursor? after,
        int limit
    )
    {
        switch (await gateway.PageAsync(conversation, after, limit, context.RequestAborted))
        {
            case EventPage page:
                await WriteAsync(
                    context,
                    page.Items.Where(item => item.IsVisible).Select(item => item.Json),
                    page.Cursor,
                    page.HasMore
                );
                return TypedResults.Empty;
            case ViewAnswer.Reset reset:
                var item = new ViewItem.Reset(reset.Incarnation);
                await WriteAsync(context, [item.Json], new(reset.Incarnation, 0), true);
                return TypedResults.Empty;
            case ViewAnswer.Gone:
                return Reply.ConversationNotFound();
            case var refused:
                return Reply.Refusal(refused);
        }
    }

    /// <summary>The events are already JSON, and shared; they are copied, not encoded again.</summary>
    private static async Task WriteAsync(
        HttpContext context,
        IEnumerable<ReadOnlyMemory<byte>> events,
        Cursor cursor,
        bool hasMore
    )
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("events"u8);
        foreach (var @event in events)
            json.WriteRawValue(@event.Span, skipInputValidation: true);
        json.WriteEndArray();
        json.WriteString("cursor"u8, cursor.ToString());
        json.WriteBoolean("hasMore"u8, hasMore);
        json.WriteEndObject();
    }
}
