using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>A logger without an actor.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    private readonly ActorPath _path;

    protected MinimalLogger()
    {
        _path = new RootActorPath(Address.AllSystems, "/" + GetType().Name);
    }

    public sealed override ActorPath Path => _path;

    public sealed override IActorRefProvider Provider =>
        throw new NotSupportedException("This logger does not provide.");

    protected sealed override void TellInternal(object message, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        Log(message);
    }

    protected abstract void Log(object message);
}

/// <summary>Writes to the console.</summary>
public class StandardOutLogger : MinimalLogger
{
    private static readonly Lock Gate = new();

    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    public static bool UseColors { get; set; } = true;

    protected override void Log(object message)
    {
        if (message is LogEvent logEvent)
            Print(logEvent, LogFilterEvaluator.NoFilters);
        else
            Console.WriteLine(message);
    }

    internal static void Print(LogEvent logEvent, LogFilterEvaluator filter)
    {
        if (!filter.ShouldTryKeepMessage(logEvent, out _))
            return;
        var text = logEvent.ToString();
        lock (Gate)
        {
            if (!UseColors || Console.IsOutputRedirected)
            {
                Console.WriteLine(text);
                return;
            }

            var color = logEvent.LogLevel() switch
            {
                LogLevel.DebugLevel => DebugColor,
                LogLevel.InfoLevel => InfoColor,
                LogLevel.WarningLevel => WarningColor,
                _ => ErrorColor,
            };
            Console.ForegroundColor = color;
            Console.WriteLine(text);
            Console.ResetColor();
        }
    }
}

/// <summary>The logger of the reference configuration: writes to the console.</summary>
public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized(), Self);
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes one event.</summary>
    protected virtual void Print(LogEvent logEvent) =>
        StandardOutLogger.Print(logEvent, Context.System.Settings.LogFilter);
}

/// <summary>Writes to <see cref="System.Diagnostics.Trace"/>.</summary>
public class TraceLogger : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized(), Self);
                break;
            case Error error:
                System.Diagnostics.Trace.TraceError(error.ToString());
                break;
            case Warning warning:
                System.Diagnostics.Trace.TraceWarning(warning.ToString());
                break;
            case LogEvent other:
                System.Diagnostics.Trace.TraceInformation(other.ToString());
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
