using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Server.Http.Problems;
using ActorStream.Turns;

namespace ActorStream.Server.Http.Requests;

/// <summary>From a prompt's JSON, of a request or a WebSocket message, to its command.</summary>
internal static class PromptReader
{
    /// <summary>UTF-8 bytes of a prompt.</summary>
    public const int MaxPromptBytes = 128 * 1024;

    private const int MaxModelLength = 200;

    /// <summary>The command, or what is wrong.</summary>
    public static bool TryRead(
        JsonElement json,
        ConversationId id,
        string? idempotencyKey,
        ProviderRegistry providers,
        [NotNullWhen(true)] out SubmitPrompt? command,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        command = null;
        if (
            !Members.RequireObject(json, out problem)
            || !TryReadPrompt(json, out var prompt, out problem)
            || !Members.TryReadText(json, "provider", MaxModelLength, out var named, out problem)
            || !Members.TryReadText(json, "model", MaxModelLength, out var model, out problem)
            || !TryReadWhileRunning(json, out var whileRunning, out problem)
            || !TryReadOptions(json, out var options, out problem)
            || !IdempotencyKey.TryCheck(idempotencyKey, out problem)
        )
        {
            return false;
        }

        if (!providers.TryGet(named, out var provider))
        {
            problem = ProblemList.UnknownProvider();
            return false;
        }

        if (provider.Validate(model, options) is { } complaint)
        {
            problem = ProblemList.InvalidRequest(complaint);
            return false;
        }

        command = new(
            id,
            prompt,
            provider.Name,
            model,
            options?.GetRawText(),
            idempotencyKey is null
                ? null
                : new(idempotencyKey, BodyHash.Of(prompt, named, model, options, whileRunning)),
            whileRunning
        );
        return true;
    }

    private static bool TryReadPrompt(
        JsonElement json,
        out string prompt,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        prompt = "";
        if (!Members.TryReadText(json, "prompt", int.MaxValue, out var text, out problem))
            return false;
        if (string.IsNullOrEmpty(text))
            problem = ProblemList.InvalidRequest("prompt is missing or empty.");
        else if (Encoding.UTF8.GetByteCount(text) > MaxPromptBytes)
            problem = ProblemList.PromptTooLarge();
        prompt = text ?? "";
        return problem is null;
    }

    private static bool TryReadWhileRunning(
        JsonElement json,
        out WhileRunning whileRunning,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        whileRunning = WhileRunning.Reject;
        if (!Members.TryReadText(json, "whileRunning", int.MaxValue, out var text, out problem))
            return false;
        switch (text)
        {
            case null or "reject":
                return true;
            case "interrupt":
                whileRunning = WhileRunning.Interrupt;
                return true;
            default:
                problem = ProblemList.InvalidRequest(
                    "whileRunning can be 'reject' or 'interrupt'."
                );
                return false;
        }
    }

    private static bool TryReadOptions(
        JsonElement json,
        out JsonElement? options,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        options = null;
        problem = null;
        if (!json.TryGetProperty("options", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            options = value;
            return true;
        }

        problem = ProblemList.InvalidRequest("options must be an object.");
        return false;
    }
}
