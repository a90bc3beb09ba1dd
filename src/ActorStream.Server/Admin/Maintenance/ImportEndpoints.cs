using ActorStream.Hosting;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Exporting;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Http;
using ActorStream.Server.Http.Problems;
using Akka.Configuration;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary><c>/admin/import</c>: what an export wrote, read line by line as it comes.</summary>
internal static class ImportEndpoints
{
    /// <summary>Conversations that are told one by one; all are counted.</summary>
    private const int MaxTold = 1_000;

    public static void MapImport(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/import", ImportAsync);

    private static async Task<IResult> ImportAsync(
        HttpContext context,
        Upkeep upkeep,
        ConversationGateway gateway,
        JournalAccess journal,
        Config config,
        IHostApplicationLifetime lifetime
    )
    {
        var limits = ImportLimits.From(config);
        if (!IsJsonLines(context.Request))
            return Reply.Problem(ProblemList.NoJsonLines());
        if (context.Request.ContentLength > limits.Bytes)
            return Reply.Problem(ProblemList.ImportTooLarge(limits.Bytes));
        using var turn = upkeep.TryBegin(context, "import");
        if (turn is null)
            return Upkeep.Busy();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // The import has a limit of its own. Kestrel's would end the connection with the answer, which
            // a client that still sends may then not see.
            size.MaxRequestBodySize = null;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        var refusals = new List<ImportRefusalBody>();
        try
        {
            var summary = await JournalImporter.ImportAsync(
                new LiveIntake(gateway, await journal.OpenAsync(ended.Token), limits),
                context.Request.Body,
                refused =>
                {
                    if (refusals.Count < MaxTold)
                        refusals.Add(Of(refused));
                },
                maxBytes: limits.Bytes,
                cancellation: ended.Token
            );
            return Reply.Json(
                new(summary.Imported, summary.Events, summary.Refused, refusals),
                AdminJson.Instance.ImportedBody
            );
        }
        catch (ExportProblem problem)
        {
            return Reply.Problem(ProblemList.InvalidImport(problem.Message, problem.Line));
        }
        catch (ExportTooLong)
        {
            return Reply.Problem(ProblemList.ImportTooLarge(limits.Bytes));
        }
        catch (BadHttpRequestException)
        {
            return Reply.Problem(ProblemList.InvalidRequest("The body ended early."));
        }
    }

    private static bool IsJsonLines(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Value is "application/jsonl" or "application/x-ndjson";

    private static ImportRefusalBody Of(ImportRefusal refusal) =>
        new(
            refusal.PersistenceId.Length == 0 ? null : PersistenceIds.ToId(refusal.PersistenceId),
            refusal.Line,
            refusal.Reason
        );
}
