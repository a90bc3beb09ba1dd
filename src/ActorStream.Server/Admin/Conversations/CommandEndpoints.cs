using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Http;
using ActorStream.Server.Http.Bodies;
using ActorStream.Server.Rewriting;

namespace ActorStream.Server.Admin.Conversations;

/// <summary>What an operator may order of one conversation, by the way every command goes.</summary>
internal static class CommandEndpoints
{
    public static void MapCommands(this IEndpointRouteBuilder admin)
    {
        admin.MapPost("/conversations/{id}/stop", StopAsync);
        admin.MapPost("/conversations/{id}/snapshot", SnapshotAsync);
        admin.MapDelete("/conversations/{id}", DeleteAsync).WithMetadata(AnswerForms.Nothing);
    }

    private static Task<IResult> StopAsync(HttpContext context, CommandDoor door, string id) =>
        door.OrderAsync(
            context,
            "stop",
            id,
            conversation => new StopTurn(conversation, null),
            answer =>
                answer is TurnStopped stopped
                    ? Reply.Json(
                        new(
                            stopped.TurnId.ToString(),
                            TurnStatusNames.Aborted,
                            stopped.Cursor.ToString()
                        ),
                        WireJson.Instance.TurnStoppedBody
                    )
                    : null
        );

    private static Task<IResult> SnapshotAsync(HttpContext context, CommandDoor door, string id) =>
        door.OrderAsync(
            context,
            "snapshot",
            id,
            conversation => new TakeSnapshot(conversation),
            answer =>
                answer is SnapshotTaken taken
                    ? Reply.Json(new(taken.SequenceNr), AdminJson.Instance.SnapshotTakenBody)
                    : null
        );

    private static Task<IResult> DeleteAsync(
        HttpContext context,
        CommandDoor door,
        RewriteLedger rewrites,
        string id
    ) =>
        door.OrderAsync(
            context,
            "delete",
            id,
            conversation => new DeleteConversation(conversation),
            answer => answer is ConversationErased ? Erased(rewrites) : null
        );

    /// <summary>Where deleted rows are overwritten there is nothing more to say.</summary>
    private static IResult Erased(RewriteLedger rewrites) =>
        RewriteBody.Of(rewrites.StandingAfterErasure) is { } rewrite
            ? Reply.Json(new(rewrite), AdminJson.Instance.ErasedBody)
            : TypedResults.NoContent();
}
