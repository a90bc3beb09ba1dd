using ActorStream.Server.Http.Bodies;
using ActorStream.Turns;

namespace ActorStream.Server.Http;

/// <summary><c>/providers</c>: what may stand in a prompt's <c>provider</c>.</summary>
internal static class ProviderEndpoints
{
    public static void MapProviders(this IEndpointRouteBuilder app) =>
        app.MapGet("/providers", List)
            .Describe("Lists the providers that a prompt may name.")
            .Produces<ProvidersBody>();

    private static IResult List(ProviderRegistry providers) =>
        Reply.Json(
            new(
                providers
                    .All.Select(provider => new ProviderBody(
                        provider.Name,
                        provider.Title,
                        provider.IsDemonstration,
                        provider == providers.Default,
                        provider.Models
                    ))
                    .ToArray()
            ),
            WireJson.Instance.ProvidersBody
        );
}
