using ActorStream.Server.Observability;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;

namespace ActorStream.Server.Hosting;

/// <summary>Hands the server's loggers to the actor system.</summary>
internal sealed class LoggerFactorySetup(ILoggerFactory loggers) : Setup
{
    public ILoggerFactory Loggers { get; } = loggers;
}

/// <summary>Brings the actor system's log into the server's. Named in the configuration.</summary>
public sealed class AkkaLogger : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILogger _log;

    /// <summary>Made by the actor system.</summary>
    public AkkaLogger()
    {
        var setup = Context.System.Settings.Setup.Get<LoggerFactorySetup>();
        _log = setup.HasValue
            ? setup.Value.Loggers.CreateLogger("ActorStream.Actors")
            : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
    }

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent @event:
                Write(@event);
                break;
        }
    }

    private void Write(LogEvent @event)
    {
        var source = OneLine.Of(@event.LogSource);
        var text = OneLine.Of(@event.Message?.ToString());
        switch (@event.LogLevel())
        {
            case Akka.Event.LogLevel.ErrorLevel:
                ServerLog.ActorError(_log, @event.Cause, source, text);
                break;
            case Akka.Event.LogLevel.WarningLevel:
                ServerLog.ActorWarning(_log, @event.Cause, source, text);
                break;
            case Akka.Event.LogLevel.InfoLevel:
                ServerLog.ActorInformation(_log, source, text);
                break;
            default:
                ServerLog.ActorDebug(_log, source, text);
                break;
        }
    }
}
