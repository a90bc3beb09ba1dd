using System.Globalization;

namespace Akka.Event;

/// <summary>Makes a text of a format and its arguments.</summary>
public interface ILogMessageFormatter
{
    string Format(string format, params object[] args);

    string Format(string format, IEnumerable<object> args);
}

/// <summary>Formats as <see cref="string.Format(string, object[])"/> does.</summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    public static readonly DefaultLogMessageFormatter Instance = new();

    private DefaultLogMessageFormatter() { }

    public string Format(string format, params object[] args) =>
        string.Format(CultureInfo.InvariantCulture, format, args);

    public string Format(string format, IEnumerable<object> args) => Format(format, args.ToArray());
}

/// <summary>A format and its arguments; the text is only made for a logger that wants it.</summary>
public abstract class LogMessage
{
    protected readonly ILogMessageFormatter Formatter;

    protected LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    public string Format { get; }

    /// <summary>The format and the arguments, apart.</summary>
    public abstract string Unformatted();

    public abstract IEnumerable<object> Parameters();
}

internal sealed class ArgumentsLogMessage(
    ILogMessageFormatter formatter,
    string format,
    object?[] args
) : LogMessage(formatter, format)
{
    private string? _text;

    public override IEnumerable<object> Parameters() => args!;

    public override string Unformatted() => $"Format={Format}, Args={string.Join(",", args)}";

    public override string ToString()
    {
        try
        {
            return _text ??= Formatter.Format(Format, args!);
        }
        catch (FormatException e)
        {
            return $"Received a malformed formatted message: {Unformatted()} ({e.Message})";
        }
    }
}

internal static class LoggingSetup
{
    public static ILogMessageFormatter Formatter(string typeName)
    {
        if (
            string.IsNullOrEmpty(typeName)
            || typeName.StartsWith(
                "Akka.Event.DefaultLogMessageFormatter",
                StringComparison.Ordinal
            )
        )
            return DefaultLogMessageFormatter.Instance;
        var type =
            Util.Reflection.TypeCache.Find(typeName)
            ?? throw new Configuration.ConfigurationException(
                $"akka.logger-formatter names a type that does not exist: {typeName}"
            );
        return (ILogMessageFormatter)Activator.CreateInstance(type)!;
    }
}
