using ActorStream.Hosting;
using ActorStream.Server.Admin;
using ActorStream.Server.Http;
using ActorStream.Server.Http.Bodies;
using ActorStream.Server.Http.Problems;
using ActorStream.Server.Observability;
using ActorStream.Server.Rewriting;
using ActorStream.Server.Security;
using ActorStream.Server.Sse;
using ActorStream.Server.WebSockets;
using ActorStream.Turns;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ActorStream.Server.Hosting;

/// <summary>Puts the server together. Tests build the same one in their own process.</summary>
public static class ServerHost
{
    private static readonly TimeSpan ShutdownSlack = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The server, not yet started. Its settings come from the command line, then the environment
    /// (docs/operating.md).
    /// </summary>
    /// <param name="args">The command line, for example <c>--urls http://127.0.0.1:0</c>.</param>
    /// <param name="configure">
    /// Runs last before anything is built: adds <see cref="ITurnProvider"/>s or settings.
    /// </param>
    /// <exception cref="StartupRefusedException">It must not start as it is configured.</exception>
    public static WebApplication Build(
        string[] args,
        Action<WebApplicationBuilder>? configure = null
    )
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );
        QuietLogs(builder.Logging);
        configure?.Invoke(builder);

        var settings = ServerSettings.From(builder.Configuration);
        LoopbackOnly.Require(settings.Urls, builder.Configuration);
        builder
            .WebHost.UseUrls([.. settings.Urls])
            .ConfigureKestrel(KestrelLimits.Apply)
            .UseSockets(static sockets => sockets.UnsafePreferInlineScheduling = true);
        AddServices(builder.Services, settings);

        var app = builder.Build();
        Use(app);
        app.Lifetime.ApplicationStarted.Register(() => SayAddresses(app));
        return app;
    }

    private static void AddServices(IServiceCollection services, ServerSettings settings)
    {
        var config = HoconFiles.Load(settings);
        services.AddSingleton(settings);
        services.AddSingleton(config);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider =>
            ConfiguredProviders.Create(
                config,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetServices<ITurnProvider>()
            )
        );
        services.AddSingleton<JournalPresence>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalPresence>());
        services.AddSingleton<ActorSystemLife>();
        services.AddHostedService(provider => provider.GetRequiredService<ActorSystemLife>());
        services.AddSingleton<ConversationGateway>(provider =>
            provider.GetRequiredService<ActorSystemLife>().Gateway
        );
        services.AddOperator();
        services.AddSingleton<ConnectionRegister>();
        services.AddSingleton<SseViews>();
        services.AddSingleton(PingSettings.From(config));
        services.AddSingleton<WebSocketViews>();
        services.AddAdmin();
        services.AddRewriting(config);
        services.AddHostedService<LeftSnapshots>();
        services.AddHealthChecks().AddCheck<ReadinessCheck>(ReadinessCheck.Name);
        services.ConfigureHttpJsonOptions(options => WireJson.Configure(options.SerializerOptions));
        services.AddApiDescription();
        LoopbackOnly.AllowHosts(services, settings.Urls);
        services.Configure<HostOptions>(options =>
            options.ShutdownTimeout = config.GetTimeSpan("actorstream.server.drain") + ShutdownSlack
        );
    }

    private static void Use(WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseSecurityHeaders();
        app.UseMiddleware<OriginCheck>();
        app.UsePage();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<AnswerFormsCheck>();
        app.UseWebSockets();
        app.UseMiddleware<StartGate>();

        app.MapConversations();
        app.MapTurns();
        app.MapStop();
        app.MapEvents();
        app.MapProviders();
        app.MapHealth();
        app.MapAdmin();
        app.MapOpenApi("/openapi/v1.json");
    }

    private static void QuietLogs(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // What it has to say is said with an address and without a scheme, by number 400.
        logging.AddFilter(typeof(OperatorKeyHandler).FullName, LogLevel.Warning);
        // Not being ready yet is an answer, not an error.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
    }

    private static void SayAddresses(WebApplication app)
    {
        var addresses = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()
            ?.Addresses;
        Console.WriteLine($"ActorStream listens on {string.Join(", ", addresses ?? [])}");
    }
}
