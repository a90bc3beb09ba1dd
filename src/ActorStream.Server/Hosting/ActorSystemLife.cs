using ActorStream.Hosting;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Observability;
using ActorStream.Turns;
using Akka.Actor;
using Akka.Configuration;

namespace ActorStream.Server.Hosting;

/// <summary>
/// Starts the actor system before the first request and stops it after the last one: open turns get a
/// bounded time to end by themselves; what is still open then is marked at the next start.
/// </summary>
internal sealed class ActorSystemLife(
    ServerSettings settings,
    Config config,
    ProviderRegistry providers,
    ConversationMetrics metrics,
    JournalAccess journal,
    ILoggerFactory loggers
) : IHostedService
{
    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");
    private DataFolder? _folder;
    private ActorSystem? _system;
    private IActorRef _drain = ActorRefs.Nobody;
    private ConversationGateway? _gateway;

    /// <summary>The door to the conversations, once the server has started.</summary>
    public ConversationGateway Gateway =>
        _gateway ?? throw new InvalidOperationException("The actor system has not started.");

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _folder =
            settings.Journal == JournalKind.Sqlite ? DataFolder.Open(settings.DataFolder) : null;
        try
        {
            var complete = HoconFiles.Complete(
                config,
                _folder?.ConnectionString ?? settings.Postgres ?? ""
            );
            _system = ActorSystem.Create(
                "actorstream",
                BootstrapSetup.Create().WithConfig(complete).And(new LoggerFactorySetup(loggers))
            );
            _system.ActorOf(JournalDamageLog.Props(_log), "journal-damage-log");
            _drain = _system.ActorOf(TurnDrain.Props(), "turn-drain");
            _gateway = ConversationGateway.Start(_system, providers, metrics, journal.SizesAsync);
        }
        catch (ArgumentException error)
        {
            _folder?.Dispose();
            throw new StartupRefusedException(error.Message, error);
        }
        catch (Exception error) when (error.GetBaseException() is AskTimeoutException)
        {
            // Akka.NET's packages wait for the journal before they read it; the engine does not.
            _folder?.Dispose();
            throw new StartupRefusedException("The journal's database does not answer.", error);
        }
        catch
        {
            _folder?.Dispose();
            throw;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_system is null)
            return;
        await DrainAsync();
        await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance);
        _folder?.Dispose();
    }

    private async Task DrainAsync()
    {
        var patience = config.GetTimeSpan("actorstream.server.drain");
        if (patience <= TimeSpan.Zero)
            return;
        try
        {
            await _drain.Ask<TurnDrain.Ended>(new TurnDrain.AwaitEnd(), patience);
        }
        catch (AskTimeoutException)
        {
            ServerLog.TurnsLeftOpen(_log, patience);
        }
    }
}
