using ActorStream.Conversations;
using ActorStream.Hosting;
using ActorStream.Operations;
using ActorStream.Operations.Checks;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Overviews;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Http;
using ActorStream.Server.Observability;
using ActorStream.Server.Rewriting;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary><c>/admin/stats</c> counts the database, <c>/admin/doctor</c> looks at it from outside.</summary>
internal static class StatsEndpoints
{
    public static void MapStats(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/stats", StatsAsync);
        admin.MapGet("/doctor", DoctorAsync);
    }

    private static async Task<IResult> StatsAsync(
        HttpContext context,
        JournalAccess journal,
        ConversationGateway gateway,
        ConnectionRegister connections
    )
    {
        var database = await journal.OpenAsync(context.RequestAborted);
        var all = await database.OverviewAsync(context.RequestAborted);
        var ids = all
            .Largest.Select(summary =>
                ConversationId.TryParse(summary.Id, out var id) ? id : default
            )
            .ToArray();
        var awake = await gateway.GetAwakeAsync(ids, context.RequestAborted);
        var viewers = connections.Viewers.CountBy(viewer => viewer.ConversationId).ToDictionary();
        return Reply.Json(
            new(
                all.Conversations,
                all.Events,
                all.Chunks,
                all.Turns,
                all.PayloadBytes,
                all.DatabaseBytes,
                all.LogBytes,
                all.Snapshots,
                all.Oldest,
                all.Newest,
                all.ByTenant,
                all.Largest.Zip(
                        ids,
                        (summary, id) =>
                            Of(summary, awake.Among.Contains(id), viewers.GetValueOrDefault(id))
                    )
                    .ToArray()
            ),
            AdminJson.Instance.StatsBody
        );
    }

    private static SummaryBody Of(ConversationSummary summary, bool awake, int viewers) =>
        new(
            summary.Id,
            summary.Title,
            summary.Tenant,
            ConversationStandings.ToName(summary.State),
            (int)Math.Min(summary.Turns, int.MaxValue),
            summary.Events,
            summary.PayloadBytes,
            summary.CreatedAt,
            summary.UpdatedAt,
            awake,
            viewers
        );

    private static async Task<IResult> DoctorAsync(
        HttpContext context,
        JournalAccess journal,
        RewriteLedger rewrites
    )
    {
        var checks = await Doctor.ExamineAsync(
            journal.Target,
            rewrites.Known,
            context.RequestAborted
        );
        return Reply.Json(
            new(
                checks.All(check => check.Status != CheckStatus.Failed),
                checks
                    .Select(check => new CheckBody(
                        check.Name,
                        Kinds.NameOf(check.Status),
                        check.Detail
                    ))
                    .ToArray()
            ),
            AdminJson.Instance.DoctorBody
        );
    }
}
