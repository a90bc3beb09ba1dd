namespace ActorStream.Server.Http.Problems;

/// <summary>The problems that only operators meet.</summary>
internal static partial class ProblemList
{
    public static Problem Unauthorized() =>
        new(
            ProblemTypes.Unauthorized,
            "This needs the operator's key.",
            401,
            "Send it as Authorization: Bearer KEY. It is in ACTORSTREAM_ADMIN_KEY, or in the file "
                + "admin.key of the data folder."
        );

    public static Problem TooManyAttempts(TimeSpan wait) =>
        new(ProblemTypes.TooManyAttempts, "Too many wrong keys came from this address.", 429)
        {
            RetryAfterSeconds = (int)Math.Ceiling(wait.TotalSeconds),
        };

    public static Problem TooManyStreams(int limit) =>
        new(
            ProblemTypes.TooManyStreams,
            "Too many operators' streams are open.",
            429,
            $"There can be {limit} at once; close one."
        )
        {
            RetryAfterSeconds = RetryAfterSeconds,
        };

    public static Problem ConversationExists(string detail) =>
        new(ProblemTypes.ConversationExists, "There is such a conversation already.", 409, detail);

    /// <param name="detail">What is wrong with the line.</param>
    /// <param name="line">The first that cannot be imported, from 1; what came before it is in.</param>
    public static Problem InvalidImport(string detail, long line) =>
        new(ProblemTypes.InvalidImport, "The body is no export, or a part of one.", 400, detail)
        {
            Line = line,
        };

    public static Problem ImportTooLarge(long bytes) =>
        new(
            ProblemTypes.BodyTooLarge,
            "The body is too large.",
            413,
            $"An import may have {bytes} bytes; conversations that came before that are in."
        );

    public static Problem NoJsonLines() =>
        new(
            ProblemTypes.UnsupportedMediaType,
            "The body has to be application/jsonl, not compressed.",
            415
        );

    public static Problem PlanChanged() =>
        new(
            ProblemTypes.PlanChanged,
            "The conversation is not what it was when the plan was made.",
            409,
            "Nothing was changed. Ask for the plan again."
        );

    public static Problem MaintenanceRefused(string detail) =>
        new(
            ProblemTypes.MaintenanceRefused,
            "This needs the server to be stopped first.",
            409,
            detail
        );
}
