namespace ActorStream.Server.Security;

/// <summary>
/// Serves the inspector's page at <c>/inspector</c> and at every address below that names no file of
/// it: the page itself reads its address, so that a place in it can be kept and sent.
/// </summary>
internal static class InspectorAddress
{
    private static readonly PathString Root = "/inspector";
    private static readonly PathString Page = "/inspector/index.html";

    public static void UseInspectorAddress(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (
                    request.Path.StartsWithSegments(Root, StringComparison.Ordinal)
                    && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
                    && !Path.HasExtension(request.Path.Value)
                )
                {
                    request.Path = Page;
                }

                return next(context);
            }
        );
}
