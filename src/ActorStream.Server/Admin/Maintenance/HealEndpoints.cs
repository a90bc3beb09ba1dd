using ActorStream.Conversations;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Http;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>
/// <c>/admin/conversations/{id}/heal</c>: what makes a conversation whole again, and those parts of it
/// that need no second writer.
/// </summary>
internal static class HealEndpoints
{
    public static void MapHeal(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/conversations/{id}/heal", HealAsync);

    private static async Task<IResult> HealAsync(
        HttpContext context,
        LiveHealing healing,
        ILoggerFactory loggers,
        string id
    )
    {
        var (json, problem) = await JsonBody.ReadAsync(context.Request, required: false);
        if (
            problem is not null
            || !Members.RequireObject(json, out problem)
            || !Members.TryReadFlag(json, "apply", out var apply, out problem)
        )
        {
            return Reply.Problem(problem);
        }

        if (!ConversationId.TryParse(id, out var conversation))
            return Reply.ConversationNotFound();
        var plan = await healing.PlanAsync(conversation, context.RequestAborted);
        if (plan is null)
            return Reply.ConversationNotFound();
        if (!apply || plan.Steps.Count == 0)
            return Reply.Json(plan, AdminJson.Instance.HealingBody);
        ServerLog.OperatorCommand(
            loggers.CreateLogger("ActorStream.Server"),
            context.Connection.RemoteIpAddress,
            $"heal {conversation}"
        );
        return await healing.RefuseAsync(conversation, plan) is { } refusal
            ? Reply.Problem(ProblemList.MaintenanceRefused(refusal))
            : Reply.Json(plan with { Applied = true }, AdminJson.Instance.HealingBody);
    }
}
