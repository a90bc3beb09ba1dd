using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Operations.Databases;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Streams;
using ActorStream.Server.Http;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;

namespace ActorStream.Server.Admin.Journal;

/// <summary>Raw rows, of one conversation and of all: in pages, or followed.</summary>
internal static class RowEndpoints
{
    private const int DefaultLimit = 200;
    private const int MaxLimit = 1_000;

    /// <summary>Payload bytes after which a page ends early: prompts can be large.</summary>
    private const long MaxPageBytes = 4 * 1024 * 1024;

    /// <summary>How far back <c>last</c> reaches: the rows before are counted through.</summary>
    private const long MaxLast = 1_000_000;

    public static void MapRows(this IEndpointRouteBuilder admin)
    {
        admin
            .MapGet("/conversations/{id}/events", GetConversationAsync)
            .WithMetadata(AnswerForms.JsonOrStream);
        admin.MapGet("/journal", GetJournalAsync).WithMetadata(AnswerForms.JsonOrStream);
    }

    private static async Task<IResult> GetConversationAsync(
        HttpContext context,
        JournalAccess journal,
        AdminStreams streams,
        RowFollower follower,
        string id,
        string? from,
        string? to,
        string? after,
        string? limit
    )
    {
        if (await journal.FindAsync(id, context.RequestAborted) is not { } conversation)
            return Reply.ConversationNotFound();
        switch (AcceptHeader.Read(context.Request))
        {
            case Accepted.EventStream:
                var seen = LastEventId(context.Request) ?? after;
                return AdminParameters.TryReadNumber(
                    seen,
                    "after",
                    0,
                    out var last,
                    out var problem
                )
                    ? await streams.ServeAsync(
                        context,
                        stream => follower.ConversationAsync(stream, conversation, last)
                    )
                    : Reply.Problem(problem);
            default:
                if (
                    !AdminParameters.TryReadNumber(from, "from", 1, out var first, out problem)
                    || !AdminParameters.TryReadNumber(
                        to,
                        "to",
                        long.MaxValue,
                        out var end,
                        out problem
                    )
                    || !Parameters.TryReadLimit(
                        limit,
                        DefaultLimit,
                        MaxLimit,
                        out var count,
                        out problem
                    )
                )
                {
                    return Reply.Problem(problem);
                }

                var database = await journal.OpenAsync(context.RequestAborted);
                return await PageAsync(
                    database.RowsAsync(
                        conversation.PersistenceId,
                        first,
                        end,
                        cancellation: context.RequestAborted
                    ),
                    count
                );
        }
    }

    private static async Task<IResult> GetJournalAsync(
        HttpContext context,
        JournalAccess journal,
        AdminStreams streams,
        RowFollower follower,
        string? after,
        string? last,
        string? limit
    )
    {
        var seen = LastEventId(context.Request) ?? after;
        if (
            !AdminParameters.TryReadNumber(seen, "after", 0, out var place, out var problem)
            || !AdminParameters.TryReadNumber(last, "last", out var back, out problem)
            || !Parameters.TryReadLimit(limit, DefaultLimit, MaxLimit, out var count, out problem)
        )
        {
            return Reply.Problem(problem);
        }

        var database = await journal.OpenAsync(context.RequestAborted);
        var accepted = AcceptHeader.Read(context.Request);
        if (seen is null && (accepted == Accepted.EventStream || back is not null))
            place = await BeforeLastAsync(database, back ?? 0, context.RequestAborted);
        switch (accepted)
        {
            case Accepted.EventStream:
                return await streams.ServeAsync(
                    context,
                    stream => follower.JournalAsync(stream, place)
                );
            default:
                var rows = await database.RowsAfterAsync(
                    place,
                    null,
                    count,
                    context.RequestAborted
                );
                var page = Fitting(rows).ToArray();
                return Reply.Json(
                    new(
                        page.Select(row => RowReader.Of(row, withConversation: true)).ToArray(),
                        rows.Count == count || page.Length < rows.Count ? page[^1].Ordering : null
                    ),
                    AdminJson.Instance.RowsBody
                );
        }
    }

    /// <summary>The place after which the last <paramref name="count"/> rows stand.</summary>
    private static Task<long> BeforeLastAsync(
        IJournalDatabase database,
        long count,
        CancellationToken cancellation
    ) =>
        count == 0
            ? database.LastOrderingAsync(cancellation)
            : database.OrderingBeforeLastAsync((int)Math.Min(count, MaxLast), null, cancellation);

    private static async Task<IResult> PageAsync(IAsyncEnumerable<JournalRow> rows, int limit)
    {
        var page = new List<RowBody>();
        var bytes = 0L;
        long? next = null;
        await foreach (var row in rows)
        {
            if (page.Count == limit || bytes > MaxPageBytes)
            {
                next = row.SequenceNr;
                break;
            }

            page.Add(RowReader.Of(row, withConversation: false));
            bytes += row.Payload.Length;
        }

        return Reply.Json(new(page, next), AdminJson.Instance.RowsBody);
    }

    private static IEnumerable<JournalRow> Fitting(IEnumerable<JournalRow> rows)
    {
        var bytes = 0L;
        return rows.TakeWhile(row =>
        {
            var fits = bytes <= MaxPageBytes;
            bytes += row.Payload.Length;
            return fits;
        });
    }

    private static string? LastEventId(HttpRequest request) =>
        request.Headers["Last-Event-ID"] is { Count: > 0 } header ? header.ToString() : null;
}
