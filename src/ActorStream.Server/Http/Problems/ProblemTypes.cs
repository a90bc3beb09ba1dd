namespace ActorStream.Server.Http.Problems;

/// <summary>The stable types of problems (docs/protocol.md).</summary>
internal static class ProblemTypes
{
    private const string Prefix = "urn:actorstream:";

    public const string ConversationNotFound = Prefix + "conversation-not-found";
    public const string TurnNotFound = Prefix + "turn-not-found";
    public const string NotFound = Prefix + "not-found";
    public const string MethodNotAllowed = Prefix + "method-not-allowed";
    public const string InvalidJson = Prefix + "invalid-json";
    public const string InvalidRequest = Prefix + "invalid-request";
    public const string InvalidCursor = Prefix + "invalid-cursor";
    public const string UnknownProvider = Prefix + "unknown-provider";
    public const string ForeignOrigin = Prefix + "foreign-origin";
    public const string UnsupportedMediaType = Prefix + "unsupported-media-type";
    public const string NotAcceptable = Prefix + "not-acceptable";
    public const string BodyTooLarge = Prefix + "body-too-large";
    public const string PromptTooLarge = Prefix + "prompt-too-large";
    public const string TurnRunning = Prefix + "turn-running";
    public const string NoOpenTurn = Prefix + "no-open-turn";
    public const string TurnEnded = Prefix + "turn-ended";
    public const string IdempotencyKeyReused = Prefix + "idempotency-key-reused";
    public const string JournalUnavailable = Prefix + "journal-unavailable";
    public const string ListNotReady = Prefix + "list-not-ready";
    public const string JournalDamaged = Prefix + "journal-damaged";
    public const string Unauthorized = Prefix + "unauthorized";
    public const string TooManyAttempts = Prefix + "too-many-attempts";
    public const string TooManyStreams = Prefix + "too-many-streams";
    public const string ConversationExists = Prefix + "conversation-exists";
    public const string InvalidImport = Prefix + "invalid-import";
    public const string MaintenanceRefused = Prefix + "maintenance-refused";
    public const string ConversationHeld = Prefix + "conversation-held";
    public const string Overloaded = Prefix + "overloaded";
    public const string PlanChanged = Prefix + "plan-changed";
    public const string Internal = Prefix + "internal";
}
