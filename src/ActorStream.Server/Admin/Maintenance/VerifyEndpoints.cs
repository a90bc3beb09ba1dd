using System.Collections.Concurrent;
using ActorStream.Conversations;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Admin.Streams;
using ActorStream.Server.Http;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary><c>/admin/verify</c>: reads every row and says what is not as it was written.</summary>
internal static class VerifyEndpoints
{
    public static void MapVerify(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/verify", VerifyAsync).WithMetadata(AnswerForms.Stream);

    private static async Task<IResult> VerifyAsync(
        HttpContext context,
        Verification verification,
        AdminStreams streams,
        JournalAccess journal
    )
    {
        var (json, problem) = await JsonBody.ReadAsync(context.Request, required: false);
        if (
            problem is not null
            || !Members.RequireObject(json, out problem)
            || !Members.TryReadText(json, "conversationId", 64, out var id, out problem)
        )
        {
            return Reply.Problem(problem);
        }

        string? persistenceId = null;
        if (id is not null)
        {
            if (await journal.FindAsync(id, context.RequestAborted) is not { } conversation)
                return Reply.ConversationNotFound();
            persistenceId = conversation.PersistenceId;
        }

        using var turn = verification.TryBegin();
        return turn is null
            ? Reply.Problem(ProblemList.TooManyStreams(1))
            : await streams.ServeAsync(
                context,
                stream => verification.RunAsync(stream, persistenceId)
            );
    }
}

/// <summary>
/// Runs one verification at a time, beside the server's work, and tells its operator how far it is.
/// </summary>
internal sealed class Verification(JournalAccess journal, TimeProvider time)
{
    /// <summary>Findings that are told one by one; all are counted.</summary>
    private const int MaxFindings = 10_000;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private int _running;

    /// <summary>Null while another one runs.</summary>
    public IDisposable? TryBegin() =>
        Interlocked.Exchange(ref _running, 1) == 0 ? new Turn(this) : null;

    public async Task RunAsync(AdminStream stream, string? persistenceId)
    {
        var database = await journal.OpenAsync(stream.Ended);
        var total = persistenceId is null
            ? await database.CountRowsAsync(stream.Ended)
            : (await database.ConversationAsync(persistenceId, stream.Ended))?.Events ?? 0;
        var since = time.GetTimestamp();
        var findings = new ConcurrentQueue<Finding>();
        var progress = new Progress();
        var told = 0;
        var verifying = Task.Run(
            () => VerifyAsync(database, persistenceId, Found, progress, stream.Ended),
            stream.Ended
        );
        while (!verifying.IsCompleted)
        {
            await Task.WhenAny(verifying, Task.Delay(Rest, time, stream.Ended));
            await SendAsync(stream, findings);
            await stream.SendAsync(
                "progress",
                new(progress.Rows, Math.Max(total, progress.Rows)),
                AdminJson.Instance.VerifyProgressBody
            );
        }

        var summary = await verifying;
        await SendAsync(stream, findings);
        await stream.SendAsync(
            "verified",
            new(
                summary.Rows,
                summary.Conversations,
                summary.Snapshots,
                summary.OpenTurns,
                summary.Findings,
                time.GetElapsedTime(since).TotalSeconds
            ),
            AdminJson.Instance.VerifiedBody
        );

        void Found(Finding finding)
        {
            if (told++ < MaxFindings)
                findings.Enqueue(finding);
        }
    }

    private static Task<VerificationSummary> VerifyAsync(
        IJournalDatabase database,
        string? persistenceId,
        Action<Finding> found,
        IProgress<long> progress,
        CancellationToken cancellation
    ) =>
        persistenceId is null
            ? JournalVerifier.VerifyAsync(database, found, progress, cancellation)
            : JournalVerifier.VerifyAsync(database, persistenceId, found, cancellation);

    private static async Task SendAsync(AdminStream stream, ConcurrentQueue<Finding> findings)
    {
        while (findings.TryDequeue(out var finding))
            await stream.SendAsync("finding", Findings.Of(finding), AdminJson.Instance.FindingBody);
    }

    private sealed class Turn(Verification verification) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref verification._running, 0);
    }

    private sealed class Progress : IProgress<long>
    {
        private long _rows;

        public long Rows => Volatile.Read(ref _rows);

        public void Report(long value) => Volatile.Write(ref _rows, value);
    }
}
