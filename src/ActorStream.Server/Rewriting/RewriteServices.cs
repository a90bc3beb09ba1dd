using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Hosting;
using Akka.Configuration;

namespace ActorStream.Server.Rewriting;

/// <summary>Puts the rewriter together.</summary>
internal static class RewriteServices
{
    public static void AddRewriting(this IServiceCollection services, Config config)
    {
        services.AddSingleton(RewriteSettings.From(config));
        services.AddSingleton<RewriteLedger>();
        services.AddSingleton<RewriteMetrics>();
        services.AddSingleton(provider => new JournalRewriter(
            provider
                .GetRequiredService<JournalAccess>()
                .Target.OpenRewrite(provider.GetRequiredService<TimeProvider>()),
            new(
                provider.GetRequiredService<JournalAccess>().OpenAsync,
                provider.GetRequiredService<ActorSystemLife>().AwaitNoTurnAsync
            ),
            provider.GetRequiredService<RewriteSettings>(),
            provider.GetRequiredService<RewriteLedger>(),
            provider.GetRequiredService<RewriteMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("ActorStream.Server")
        ));
        services.AddHostedService(provider => provider.GetRequiredService<JournalRewriter>());
    }
}
