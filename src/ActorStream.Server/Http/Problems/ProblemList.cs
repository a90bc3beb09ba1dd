using ActorStream.Conversations.Messages;
using ActorStream.Server.Http.Bodies;
using ActorStream.Server.Http.Requests;

namespace ActorStream.Server.Http.Problems;

/// <summary>Every problem there is, with its title and status.</summary>
internal static partial class ProblemList
{
    private const int RetryAfterSeconds = 2;

    public static Problem ConversationNotFound() =>
        new(ProblemTypes.ConversationNotFound, "There is no such conversation.", 404);

    public static Problem TurnNotFound() =>
        new(ProblemTypes.TurnNotFound, "There is no such turn in this conversation.", 404);

    public static Problem NotFound() => new(ProblemTypes.NotFound, "There is nothing here.", 404);

    public static Problem MethodNotAllowed() =>
        new(ProblemTypes.MethodNotAllowed, "This address does not know the method.", 405);

    public static Problem InvalidJson(string detail) =>
        new(ProblemTypes.InvalidJson, "The body is no JSON that can be read.", 400, detail);

    public static Problem InvalidRequest(string detail) =>
        new(ProblemTypes.InvalidRequest, "The request cannot be served as it is.", 400, detail);

    public static Problem InvalidCursor() =>
        new(
            ProblemTypes.InvalidCursor,
            "That cannot be a cursor.",
            400,
            "A cursor is what the server sent as id or cursor, unchanged."
        );

    public static Problem UnknownProvider() =>
        new(
            ProblemTypes.UnknownProvider,
            "There is no such provider.",
            400,
            "GET /providers lists those that are configured."
        );

    public static Problem ForeignOrigin() =>
        new(ProblemTypes.ForeignOrigin, "Another site's page may not do this.", 403);

    public static Problem UnsupportedMediaType() =>
        new(
            ProblemTypes.UnsupportedMediaType,
            "The body has to be application/json, not compressed.",
            415
        );

    public static Problem NotAcceptable() =>
        NotAcceptable(["application/json", "text/event-stream"]);

    public static Problem NotAcceptable(IReadOnlyList<string> forms) =>
        new(ProblemTypes.NotAcceptable, $"The answer can be {string.Join(" or ", forms)}.", 406);

    public static Problem BodyTooLarge() =>
        new(
            ProblemTypes.BodyTooLarge,
            "The body is too large.",
            413,
            $"A body may have {JsonBody.MaxBytes} bytes."
        );

    public static Problem PromptTooLarge() =>
        new(
            ProblemTypes.PromptTooLarge,
            "The prompt is too large.",
            413,
            $"A prompt may have {PromptReader.MaxPromptBytes} bytes of UTF-8."
        );

    public static Problem JournalUnavailable() =>
        new(
            ProblemTypes.JournalUnavailable,
            "The journal cannot be used at the moment.",
            503,
            "Whether a command was carried out is not known; repeat it with the same idempotency key."
        )
        {
            RetryAfterSeconds = RetryAfterSeconds,
        };

    public static Problem ListNotReady() =>
        new(
            ProblemTypes.ListNotReady,
            "The list of conversations is still being read.",
            503,
            "Each conversation can be used already. Ask for the list again in a while."
        )
        {
            RetryAfterSeconds = RetryAfterSeconds,
        };

    public static Problem ConversationHeld() =>
        new(
            ProblemTypes.ConversationHeld,
            "An operator repairs this conversation at the moment.",
            503,
            "Nothing was done. Try again in a moment."
        )
        {
            RetryAfterSeconds = RetryAfterSeconds,
        };

    public static Problem Overloaded() =>
        new(
            ProblemTypes.Overloaded,
            "As many turns are being answered as this server takes.",
            503,
            "The prompt was not accepted. Send it again in a while, with the same idempotency key."
        )
        {
            RetryAfterSeconds = RetryAfterSeconds,
        };

    public static Problem JournalDamaged() =>
        new(
            ProblemTypes.JournalDamaged,
            "What the journal holds of this conversation is damaged.",
            500,
            "Trying again does not help: an operator has to repair it. It can still be deleted."
        );

    public static Problem Internal(string traceId) =>
        new(ProblemTypes.Internal, "The server made a mistake.", 500) { TraceId = traceId };

    /// <summary>The problem that a conversation's refusal stands for.</summary>
    public static Problem Of(CommandRefused refused) =>
        refused.Reason switch
        {
            RefusalReason.ConversationNotFound => ConversationNotFound(),
            RefusalReason.TurnNotFound => TurnNotFound(),
            RefusalReason.UnknownProvider => UnknownProvider(),
            RefusalReason.JournalUnavailable => JournalUnavailable(),
            RefusalReason.JournalDamaged => JournalDamaged(),
            RefusalReason.ConversationHeld => ConversationHeld(),
            RefusalReason.Overloaded => Overloaded(),
            RefusalReason.TurnRunning => new(
                ProblemTypes.TurnRunning,
                "A turn is open in this conversation.",
                409,
                "Wait for its end, stop it, or send whileRunning: interrupt."
            )
            {
                TurnId = refused.TurnId?.ToString(),
            },
            RefusalReason.NoOpenTurn => new(
                ProblemTypes.NoOpenTurn,
                "There is no turn to stop.",
                409
            ),
            RefusalReason.TurnEnded => new(
                ProblemTypes.TurnEnded,
                "The turn ended before it was stopped.",
                409
            )
            {
                TurnId = refused.TurnId?.ToString(),
                TurnStatus = refused.Status is { } status ? TurnStatusNames.Of(status) : null,
                Cursor = refused.Cursor?.ToString(),
            },
            RefusalReason.IdempotencyKeyReused => new(
                ProblemTypes.IdempotencyKeyReused,
                "This idempotency key came with another body before.",
                422
            )
            {
                TurnId = refused.TurnId?.ToString(),
            },
            RefusalReason.ConversationExists => ConversationExists("None of its numbers is free."),
            _ => throw new ArgumentOutOfRangeException(nameof(refused), refused.Reason, null),
        };

    /// <summary>The problem that an answer of the framework's own stands for; null if it is none.</summary>
    public static Problem? OfStatus(int status) =>
        status switch
        {
            404 => NotFound(),
            405 => MethodNotAllowed(),
            413 => BodyTooLarge(),
            415 => UnsupportedMediaType(),
            >= 400 and < 500 => InvalidRequest("The request is malformed."),
            _ => null,
        };
}
