using ActorStream.Server.Http.Problems;
using Microsoft.OpenApi;

namespace ActorStream.Server.Http;

/// <summary>What <c>/openapi/v1.json</c> says beyond what the handlers' signatures say.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(options =>
            options.AddDocumentTransformer(
                (document, _, _) =>
                {
                    document.Info = new()
                    {
                        Title = "ActorStream",
                        Version = "1",
                        Description = "Conversations as durable streams of events.",
                    };
                    return Task.CompletedTask;
                }
            )
        );

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string summary) =>
        route.WithSummary(summary);

    /// <summary>The statuses with which this route answers problem details.</summary>
    public static RouteHandlerBuilder Refuses(
        this RouteHandlerBuilder route,
        params ReadOnlySpan<int> statuses
    )
    {
        foreach (var status in statuses)
            route.Produces<Problem>(status, "application/problem+json");
        return route;
    }

    /// <summary>
    /// Describes a body that is read by hand. (The framework's <c>Accepts</c> would also refuse other
    /// media types, before this server can say what is wrong.)
    /// </summary>
    public static RouteHandlerBuilder WithJsonBody<T>(
        this RouteHandlerBuilder route,
        bool required
    ) =>
        route.AddOpenApiOperationTransformer(
            async (operation, context, cancellation) =>
            {
                var schema = await context.GetOrCreateSchemaAsync(typeof(T), null, cancellation);
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = required,
                    Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                    {
                        ["application/json"] = new() { Schema = schema },
                    },
                };
            }
        );
}
