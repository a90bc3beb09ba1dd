using System.Net;

namespace ActorStream.Server.Observability;

/// <summary>
/// Every log event of the server, numbered here and nowhere else; a number is never used again. No
/// prompt and no answer is ever logged.
/// </summary>
internal static partial class ServerLog
{
    [LoggerMessage(100, LogLevel.Error, "{Source}: {Text}")]
    public static partial void ActorError(
        ILogger log,
        Exception? cause,
        string source,
        string text
    );

    [LoggerMessage(101, LogLevel.Warning, "{Source}: {Text}")]
    public static partial void ActorWarning(
        ILogger log,
        Exception? cause,
        string source,
        string text
    );

    [LoggerMessage(102, LogLevel.Information, "{Source}: {Text}")]
    public static partial void ActorInformation(ILogger log, string source, string text);

    [LoggerMessage(103, LogLevel.Debug, "{Source}: {Text}")]
    public static partial void ActorDebug(ILogger log, string source, string text);

    [LoggerMessage(
        200,
        LogLevel.Warning,
        "Turns were still open after {Patience}; the next start marks them as interrupted."
    )]
    public static partial void TurnsLeftOpen(ILogger log, TimeSpan patience);

    [LoggerMessage(
        201,
        LogLevel.Error,
        "The journal is damaged: conversation {Conversation}, sequence number {SequenceNr}. {Reason}"
    )]
    public static partial void JournalDamaged(
        ILogger log,
        string conversation,
        long sequenceNr,
        string reason
    );

    [LoggerMessage(
        210,
        LogLevel.Information,
        "The journal's tables were rewritten in {Seconds} s; they took {Bytes} bytes. "
            + "Nothing that was erased before is left in their files."
    )]
    public static partial void Rewritten(ILogger log, double seconds, long bytes);

    [LoggerMessage(
        211,
        LogLevel.Warning,
        "The journal's tables hold what was erased until they are rewritten, which the server does not do "
            + "by itself: {Reason} Run: {Command}"
    )]
    public static partial void RewriteNotDone(ILogger log, string reason, string command);

    [LoggerMessage(
        212,
        LogLevel.Warning,
        "A rewrite of the journal's tables is put off, and tried again: {Reason}"
    )]
    public static partial void RewritePutOff(ILogger log, string reason);

    [LoggerMessage(
        213,
        LogLevel.Warning,
        "The database's write-ahead log may hold what was erased until its segments are used again: {Reason}"
    )]
    public static partial void LogNotCleaned(ILogger log, string reason);

    [LoggerMessage(
        214,
        LogLevel.Warning,
        "{Count} conversations were erased and have snapshots all the same; these are deleted now."
    )]
    public static partial void SnapshotsLeft(ILogger log, int count);

    [LoggerMessage(
        215,
        LogLevel.Warning,
        "Nobody could look for snapshots of erased conversations: {Reason}"
    )]
    public static partial void SnapshotsNotSought(ILogger log, string reason);

    [LoggerMessage(
        216,
        LogLevel.Warning,
        "A table of the journal was rewritten under a lock, for which everybody has waited: {Reason}"
    )]
    public static partial void RewrittenUnderLock(ILogger log, string reason);

    [LoggerMessage(400, LogLevel.Warning, "A wrong operator's key came from {Address}.")]
    public static partial void WrongKey(ILogger log, IPAddress address);

    [LoggerMessage(401, LogLevel.Information, "An operator at {Address} ordered: {Command}.")]
    public static partial void OperatorCommand(ILogger log, IPAddress? address, string command);

    [LoggerMessage(402, LogLevel.Error, "A stream for an operator failed; trace {TraceId}.")]
    public static partial void AdminStreamFailed(ILogger log, Exception cause, string traceId);

    [LoggerMessage(403, LogLevel.Warning, "The overview could not be taken: {Reason}")]
    public static partial void OverviewFailed(ILogger log, string reason);

    [LoggerMessage(
        404,
        LogLevel.Information,
        "Conversation {Conversation} was healed in {Steps} steps. Damaged rows are in: {Quarantine}"
    )]
    public static partial void Healed(
        ILogger log,
        string conversation,
        int steps,
        string quarantine
    );

    [LoggerMessage(
        405,
        LogLevel.Warning,
        "Conversation {Conversation} could not be read after it was healed: {Reason}"
    )]
    public static partial void HealedUnread(ILogger log, string conversation, string reason);

    [LoggerMessage(300, LogLevel.Error, "A request failed; its answer names trace {TraceId}.")]
    public static partial void RequestFailed(ILogger log, Exception cause, string traceId);

    [LoggerMessage(301, LogLevel.Error, "A view over {Kind} failed; trace {TraceId}.")]
    public static partial void ViewFailed(
        ILogger log,
        Exception cause,
        string kind,
        string traceId
    );
}
