using ActorStream.Conversations;
using ActorStream.Operations.Exporting;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Admin.Streams;
using ActorStream.Server.Http;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary><c>/admin/export</c>: one conversation or all as lines of JSON.</summary>
internal static class ExportEndpoints
{
    private const string ContentType = "application/jsonl";

    /// <summary>Conversations that one address can name.</summary>
    private const int MaxIds = 100;

    /// <summary>Rows are gathered so far before they are sent.</summary>
    private const int BufferSize = 64 * 1024;

    public static void MapExport(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/conversations/{id}/export", ExportOneAsync).WithMetadata(AnswerForms.Lines);
        admin.MapGet("/export", ExportAllAsync).WithMetadata(AnswerForms.Lines);
    }

    private static Task<IResult> ExportOneAsync(
        HttpContext context,
        JournalAccess journal,
        AdminStreams streams,
        string id
    ) => ExportSomeAsync(context, journal, streams, [id]);

    private static async Task<IResult> ExportAllAsync(
        HttpContext context,
        JournalAccess journal,
        AdminStreams streams
    )
    {
        if (context.Request.Query["id"] is { Count: > 0 } given)
            return await ExportSomeAsync(context, journal, streams, given!);
        var database = await journal.OpenAsync(context.RequestAborted);
        var ids = new List<string>();
        await foreach (var totals in database.ConversationsAsync(null, context.RequestAborted))
            ids.Add(totals.PersistenceId);
        return await ExportAsync(context, journal, streams, ids);
    }

    private static async Task<IResult> ExportSomeAsync(
        HttpContext context,
        JournalAccess journal,
        AdminStreams streams,
        IReadOnlyList<string> given
    )
    {
        if (given.Count > MaxIds)
            return Reply.Problem(ProblemList.InvalidRequest($"id can be given {MaxIds} times."));
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var id in given)
        {
            if (await journal.FindAsync(id, context.RequestAborted) is not { } conversation)
                return Reply.ConversationNotFound();
            ids.Add(conversation.PersistenceId);
        }

        return await ExportAsync(context, journal, streams, [.. ids]);
    }

    private static Task<IResult> ExportAsync(
        HttpContext context,
        JournalAccess journal,
        AdminStreams streams,
        IReadOnlyList<string> ids
    ) =>
        streams.DownloadAsync(
            context,
            ContentType,
            async (body, ended) =>
            {
                var database = await journal.OpenAsync(ended);
                await using var buffered = new BufferedStream(body, BufferSize);
                await JournalExporter.ExportAsync(database, ids, buffered, cancellation: ended);
            }
        );
}
