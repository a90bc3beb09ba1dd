using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace ActorStream.Server.Security;

/// <summary>
/// Everything under <c>/admin</c> needs the operator's key: what is there, what is not, and what will
/// be there one day without anybody thinking of it. So the rule is about the path, not about endpoints.
/// </summary>
internal static class OperatorOnly
{
    private static readonly PathString Root = "/admin";

    /// <summary>Whether the rule holds for this path.</summary>
    public static bool Guards(PathString path) =>
        path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    public static void AddOperator(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
            OperatorKey.Load(provider.GetRequiredService<Hosting.ServerSettings>())
        );
        services.AddHostedService<KeyAtStart>();
        services.AddSingleton<WrongKeys>();
        // Without AddAuthentication's data protection: nothing here encrypts a cookie, and it would read or make
        // a ring of keys at every start.
        services.AddAuthenticationCore(options =>
            options.DefaultScheme = OperatorKeyHandler.Operator
        );
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<
            AuthenticationSchemeOptions,
            OperatorKeyHandler
        >(OperatorKeyHandler.Operator, null);
        // The fallback is asked wherever an endpoint says nothing itself, and where there is no endpoint.
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(
                new AuthorizationPolicyBuilder().RequireAssertion(IsAllowed).Build()
            );
    }

    private static bool IsAllowed(AuthorizationHandlerContext context) =>
        context.User.IsInRole(OperatorKeyHandler.Operator)
        || (context.Resource is HttpContext http && !Guards(http.Request.Path));

    /// <summary>Without a key that can be used the server does not start.</summary>
    private sealed class KeyAtStart(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            // Not in the constructor: the data folder is locked by a service that starts before.
            services.GetRequiredService<OperatorKey>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
