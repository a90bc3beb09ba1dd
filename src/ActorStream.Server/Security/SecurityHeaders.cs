using Microsoft.Extensions.Primitives;

namespace ActorStream.Server.Security;

/// <summary>The headers that every answer carries, and the page's static files.</summary>
internal static class SecurityHeaders
{
    private static readonly StringValues Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                // Conversations are private: no cache keeps them.
                headers.CacheControl = "no-store";
                return next(context);
            }
        );

    public static void UsePage(this IApplicationBuilder app)
    {
        app.UseInspectorAddress();
        app.UseDefaultFiles();
        app.UseStaticFiles(
            new StaticFileOptions
            {
                // Kept, but asked about each time: a new version of the server has a new page.
                OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
            }
        );
    }
}
