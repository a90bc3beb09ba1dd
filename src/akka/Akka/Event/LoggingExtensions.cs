namespace Akka.Event;

/// <summary>Logging at a level. Arguments are only boxed and formatted when the level is on.</summary>
public static partial class LoggingExtensions
{
    public static void Log(this ILoggingAdapter log, LogLevel level, string format) =>
        log.Log(level, null, format);

    public static void Log(
        this ILoggingAdapter log,
        LogLevel level,
        string format,
        object[] args
    ) => Write(log, level, null, format, args);

    public static void Log(
        this ILoggingAdapter log,
        LogLevel level,
        Exception? cause,
        string format,
        object[] args
    ) => Write(log, level, cause, format, args);

    private static void Write(
        ILoggingAdapter log,
        LogLevel level,
        Exception? cause,
        string format,
        object?[] args
    )
    {
        if (!log.IsEnabled(level))
            return;
        if (args is null or { Length: 0 })
            log.Log(level, cause, format);
        else
            log.Log(level, cause, new ArgumentsLogMessage(log.Formatter, format, args));
    }
}
