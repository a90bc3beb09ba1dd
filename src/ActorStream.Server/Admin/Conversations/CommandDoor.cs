using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Server.Http;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin.Conversations;

/// <summary>Brings an operator's command to its conversation, and writes down that it was given.</summary>
internal sealed class CommandDoor(ConversationGateway gateway, ILoggerFactory loggers)
{
    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");

    public async Task<IResult> OrderAsync(
        HttpContext context,
        string name,
        string id,
        Func<ConversationId, IConversationMessage> command,
        Func<object, IResult?> reply
    )
    {
        if (!ConversationId.TryParse(id, out var conversation))
            return Reply.ConversationNotFound();
        ServerLog.OperatorCommand(
            _log,
            context.Connection.RemoteIpAddress,
            $"{name} {conversation}"
        );
        // What was ordered is done, whether or not the operator waits for it.
        var answer = await gateway.AskAsync(command(conversation), CancellationToken.None);
        return reply(answer) ?? Reply.Refusal(answer);
    }
}
