using ActorStream.Server.Http;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>
/// What needs the database to itself. A running server has it, so it says how to do it without one: a
/// second writer beside the conversations' own would break what they promise.
/// </summary>
internal static class OfflineEndpoints
{
    public static void MapOffline(this IEndpointRouteBuilder admin)
    {
        admin.MapPost("/import", () => Refused("actorstream journal import FILE"));
        admin.MapPost("/compact", () => Refused("actorstream journal compact"));
        admin.MapPost("/prune", () => Refused("actorstream journal prune"));
    }

    private static IResult Refused(string command) =>
        Reply.Problem(
            ProblemList.MaintenanceRefused(
                "The server's conversations are the only writers of its journal. "
                    + $"Stop the server, then run: {command}"
            )
        );
}
