using ActorStream.Conversations;
using ActorStream.Server.Admin.Conversations;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Admin.Maintenance;
using ActorStream.Server.Admin.Overview;
using ActorStream.Server.Admin.Streams;
using ActorStream.Server.Hosting;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Admin;

/// <summary>
/// <c>/admin</c>, for operators (docs/admin.md). Who may is decided by <see cref="Security.OperatorOnly"/>.
/// </summary>
internal static class AdminEndpoints
{
    public static void AddAdmin(this IServiceCollection services)
    {
        services.AddSingleton<ConversationMetrics>();
        services.AddSingleton<ProcessMeter>();
        services.AddSingleton<OverviewReader>();
        services.AddSingleton<OverviewClock>();
        services.AddHostedService(provider => provider.GetRequiredService<OverviewClock>());
        services.AddHostedService<MeterExport>();
        services.AddSingleton<AdminStreams>();
        services.AddSingleton<CommandDoor>();
        services.AddSingleton(provider => new JournalAccess(
            provider.GetRequiredService<ServerSettings>(),
            async cancellation =>
            {
                // Asked of the journal itself, by a conversation that is not there.
                var life = provider.GetRequiredService<ActorSystemLife>();
                var gateway = await life.Opened.WaitAsync(cancellation);
                await gateway.RefuseViewAsync(ConversationId.New(), cancellation);
            }
        ));
        services.AddSingleton<RowFollower>();
        services.AddSingleton<DamageFinder>();
        services.AddSingleton<SummaryReader>();
        services.AddSingleton<ListReader>();
        services.AddSingleton<HealingPlanner>();
        services.AddSingleton<QuarantineFolder>();
        services.AddSingleton<RowHealing>();
        services.AddSingleton<LiveHealing>();
        services.AddHostedService<HealingEnd>();
        services.AddSingleton<Verification>();
        services.AddSingleton<Upkeep>();
        services.AddSingleton<Compaction>();
        services.AddSingleton<Pruning>();
    }

    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        // Not in /openapi/v1.json: that is for chat front ends.
        var admin = app.MapGroup("/admin").ExcludeFromDescription().WithMetadata(AnswerForms.Json);
        admin.MapOverview();
        admin.MapConversationList();
        admin.MapConversation();
        admin.MapTimeline();
        admin.MapRows();
        admin.MapViewers();
        admin.MapCommands();
        admin.MapStats();
        admin.MapVerify();
        admin.MapHeal();
        admin.MapExport();
        admin.MapCompact();
        admin.MapPrune();
        admin.MapImport();
    }
}
