using System.Text.Json;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Server.Http.Bodies;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;

namespace ActorStream.Server.WebSockets;

/// <summary>
/// What a client's messages do. They are taken one after the other, so their answers come in order and
/// a client that floods only slows itself.
/// </summary>
internal sealed class WebSocketCommands(
    ConversationGateway gateway,
    ConversationId id,
    WebSocketOutbox outbox
)
{
    private const int MaxRequestIdLength = 128;

    /// <summary>Answers the message; returns the close if it could not be read.</summary>
    public async Task<WebSocketClose?> HandleAsync(ReadOnlyMemory<byte> message)
    {
        var (json, problem) = JsonBody.Parse(message);
        if (problem is null && !Members.RequireObject(json, out problem))
            json = default;
        if (problem is not null)
            return await UnreadableAsync(problem);

        if (!TryReadRequestId(json, out var requestId, out problem))
        {
            await outbox.SendErrorAsync(null, problem!);
            return null;
        }

        var type =
            json.TryGetProperty("type", out var given) && given.ValueKind == JsonValueKind.String
                ? given.GetString()
                : null;
        switch (type)
        {
            case "prompt":
                await PromptAsync(json, requestId);
                return null;
            case "stop":
                await StopAsync(json, requestId);
                return null;
            default:
                return await UnreadableAsync(
                    ProblemList.InvalidRequest("type must be 'prompt' or 'stop'.")
                );
        }
    }

    private async Task<WebSocketClose> UnreadableAsync(Problem problem)
    {
        await outbox.SendErrorAsync(null, problem);
        return WebSocketClose.Unreadable;
    }

    private async Task PromptAsync(JsonElement json, JsonElement? requestId)
    {
        if (
            !IdempotencyKey.TryRead(json, out var key, out var problem)
            || !PromptReader.TryRead(json, id, key, gateway.Providers, out var command, out problem)
        )
        {
            await outbox.SendErrorAsync(requestId, problem);
            return;
        }

        if (
            await gateway.AskAsync(command, CancellationToken.None) is var answer
            && answer is not PromptAccepted
        )
        {
            await RefuseAsync(requestId, answer);
            return;
        }

        var turn = (PromptAccepted)answer;
        await outbox.SendAsync(
            "prompt-accepted",
            requestId,
            reply =>
            {
                reply.WriteString("turnId"u8, turn.TurnId.ToString());
                reply.WriteString("cursor"u8, turn.Cursor.ToString());
                reply.WriteBoolean("replayed"u8, turn.Replayed);
            }
        );
    }

    private async Task StopAsync(JsonElement json, JsonElement? requestId)
    {
        if (
            !Members.TryReadText(json, "turnId", int.MaxValue, out var text, out var problem)
            || !IdempotencyKey.TryRead(json, out var key, out problem)
        )
        {
            await outbox.SendErrorAsync(requestId, problem);
            return;
        }

        if (text is not null && key is not null)
        {
            await outbox.SendErrorAsync(
                requestId,
                ProblemList.InvalidRequest("Give turnId or idempotencyKey, not both.")
            );
            return;
        }

        TurnId? named = null;
        if (text is not null)
        {
            if (!TurnId.TryParse(text, out var turnId))
            {
                await outbox.SendErrorAsync(requestId, ProblemList.TurnNotFound());
                return;
            }

            named = turnId;
        }

        var answer = await gateway.AskAsync(new StopTurn(id, named, key), CancellationToken.None);
        if (answer is not TurnStopped stopped)
        {
            await RefuseAsync(requestId, answer);
            return;
        }

        await outbox.SendAsync(
            "stop-accepted",
            requestId,
            reply =>
            {
                reply.WriteString("turnId"u8, stopped.TurnId.ToString());
                reply.WriteString("status"u8, TurnStatusNames.Aborted);
                reply.WriteString("cursor"u8, stopped.Cursor.ToString());
            }
        );
    }

    private Task RefuseAsync(JsonElement? requestId, object answer) =>
        answer is CommandRefused refused
            ? outbox.SendErrorAsync(requestId, ProblemList.Of(refused))
            : throw new InvalidOperationException($"{answer.GetType()} was not expected here.");

    /// <summary>A string or a number, which comes back as it is.</summary>
    private static bool TryReadRequestId(
        JsonElement json,
        out JsonElement? requestId,
        out Problem? problem
    )
    {
        requestId = null;
        problem = null;
        if (
            !json.TryGetProperty("requestId", out var given)
            || given.ValueKind == JsonValueKind.Null
        )
        {
            return true;
        }

        if (
            given.ValueKind is JsonValueKind.String or JsonValueKind.Number
            && given.GetRawText().Length <= MaxRequestIdLength
        )
        {
            requestId = given;
            return true;
        }

        problem = ProblemList.InvalidRequest(
            $"requestId must be a string or a number of at most {MaxRequestIdLength} characters."
        );
        return false;
    }
}
