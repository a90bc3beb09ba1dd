using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Observability;
using ActorStream.Operations.Databases;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Observability;
using ActorStream.Server.Rewriting;
using ActorStream.Turns;
using Akka.Actor;
using Akka.Configuration;

namespace ActorStream.Server.Hosting;

/// <summary>
/// Starts the actor system while the socket opens, so that both are up earlier, and stops it after the last
/// request: open turns get a bounded time to end by themselves; what is still open then is marked at the
/// next start. The server has started when both are up; who asks earlier waits in <see cref="StartGate"/>.
/// </summary>
internal sealed class ActorSystemLife(
    ServerSettings settings,
    Config config,
    ProviderRegistry providers,
    ConversationMetrics metrics,
    JournalAccess journal,
    RewriteLedger rewrites,
    ILoggerFactory loggers
) : IHostedLifecycleService
{
    /// <summary>Nothing has been written yet, so nothing has to be waited for longer.</summary>
    private static readonly TimeSpan EndOfAFailedStart = TimeSpan.FromSeconds(5);

    private readonly ILogger _log = loggers.CreateLogger("ActorStream.Server");
    private readonly TaskCompletionSource<ConversationGateway> _opened = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private DataFolder? _folder;
    private ActorSystem? _system;
    private Task _start = Task.CompletedTask;
    private IActorRef _drain = ActorRefs.Nobody;

    /// <summary>The door to the conversations; complete when the actor system has started.</summary>
    public Task<ConversationGateway> Opened => _opened.Task;

    /// <summary>The door to the conversations, once the server has started.</summary>
    public ConversationGateway Gateway =>
        Opened.IsCompletedSuccessfully
            ? Opened.Result
            : throw new InvalidOperationException("The actor system has not started.");

    /// <summary>What this process holds of an embedded journal; null if it is a shared one.</summary>
    public IServerHold? Held => _folder?.Held;

    /// <summary>Takes the data folder, and lets everything else happen beside the services that follow.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _folder =
            settings.Journal == JournalKind.Sqlite ? DataFolder.Open(settings.DataFolder) : null;
        _start = Task.Run(Start, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>
    /// An actor system that does not start ends the server, as any service would. Who is stopped meanwhile
    /// has started: only then does the host stop it in order, which waits for the start.
    /// </summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _start.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // StopAsync follows.
        }
    }

    /// <summary>Done when no turn of this process is open, once the actor system has started.</summary>
    public Task AwaitNoTurnAsync() =>
        _drain.Ask<TurnDrain.Ended>(new TurnDrain.AwaitEnd(), Timeout.InfiniteTimeSpan);

    private void Start()
    {
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
            Listen(_system);
            _drain = _system.ActorOf(TurnDrain.Props(), "turn-drain");
            _opened.SetResult(
                ConversationGateway.Start(_system, providers, metrics, journal.SizesAsync)
            );
        }
        catch (ArgumentException error)
        {
            Abandon();
            throw new StartupRefusedException(error.Message, error);
        }
        catch (Exception error) when (error.GetBaseException() is AskTimeoutException)
        {
            // Akka.NET's packages wait for the journal before they read it; the engine does not.
            Abandon();
            throw new StartupRefusedException("The journal's database does not answer.", error);
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    private void Listen(ActorSystem system)
    {
        system.ActorOf(
            EventListener<JournalDamageFound>.Props(found =>
                ServerLog.JournalDamaged(
                    _log,
                    found.ConversationId.Value,
                    found.SequenceNr,
                    OneLine.Of(found.Reason)
                )
            ),
            "journal-damage-log"
        );
        // Whoever ordered it: a client, an operator, the retention, or a crash before.
        if (rewrites.Applies)
        {
            system.ActorOf(
                EventListener<ConversationErased>.Props(_ => rewrites.Erased()),
                "erasure-watch"
            );
        }
    }

    /// <summary>
    /// Ends what had started before the rest did not. Only then is the folder free for another server.
    /// </summary>
    private void Abandon()
    {
        _system?.Terminate().Wait(EndOfAFailedStart);
        _system = null;
        _folder?.Dispose();
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _start.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_system is null)
            return;
        await DrainAsync();
        await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance);
        _folder?.Dispose();
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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
