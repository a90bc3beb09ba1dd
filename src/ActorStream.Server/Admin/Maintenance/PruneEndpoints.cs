using ActorStream.Server.Http;
using ActorStream.Server.Http.Requests;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary><c>/admin/prune</c>: retention by an operator's order, a dry run unless it says otherwise.</summary>
internal static class PruneEndpoints
{
    public static void MapPrune(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/prune", PruneAsync).WithMetadata(AnswerForms.Stream);

    private static async Task<IResult> PruneAsync(
        HttpContext context,
        Pruning pruning,
        Upkeep upkeep,
        TimeProvider time
    )
    {
        var (json, problem) = await JsonBody.ReadAsync(context.Request, required: true);
        if (
            problem is not null
            || !Members.RequireObject(json, out problem)
            || !PruneOrder.TryRead(json, time.GetUtcNow(), out var order, out problem)
        )
        {
            return Reply.Problem(problem);
        }

        return await upkeep.ServeAsync(
            context,
            order.Apply ? "prune" : "prune (dry run)",
            stream => pruning.RunAsync(stream, order)
        );
    }
}
