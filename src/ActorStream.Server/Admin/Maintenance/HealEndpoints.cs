using ActorStream.Conversations;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Http;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Http.Requests;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>
/// <c>/admin/conversations/{id}/heal</c>: what makes a conversation whole again; if it is told to, does it.
/// </summary>
internal static class HealEndpoints
{
    /// <summary>Characters of a plan's mark.</summary>
    private const int MaxPlan = 64;

    public static void MapHeal(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/conversations/{id}/heal", HealAsync);

    private static async Task<IResult> HealAsync(
        HttpContext context,
        HealingPlanner planner,
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
            || !Members.TryReadText(json, "plan", MaxPlan, out var agreed, out problem)
        )
        {
            return Reply.Problem(problem);
        }

        if (!ConversationId.TryParse(id, out var conversation))
            return Reply.ConversationNotFound();
        var plan = await planner.PlanAsync(conversation, context.RequestAborted);
        if (plan is null)
            return Reply.ConversationNotFound();
        if (!apply || plan.Steps.Count == 0)
            return Reply.Json(plan, AdminJson.Instance.HealingBody);
        ServerLog.OperatorCommand(
            loggers.CreateLogger("ActorStream.Server"),
            context.Connection.RemoteIpAddress,
            $"heal {conversation}"
        );
        // What was ordered is done, whether or not the operator waits for it.
        var (done, refused) = await healing.HealAsync(conversation, plan, agreed);
        return refused is not null
            ? Reply.Problem(refused)
            : Reply.Json(done!, AdminJson.Instance.HealingBody);
    }
}
