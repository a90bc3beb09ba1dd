using Akka.Event;
using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Flows;

/// <summary>Logs the elements and the end.</summary>
internal sealed class LogStage<T>(
    Island island,
    Attributes attributes,
    Stage<T> down,
    string name,
    Func<T, object>? extract,
    ILoggingAdapter? log
) : SupervisedStage<T, T>(island, attributes, down)
{
    private static readonly Attributes.LogLevels s_defaults = new(
        LogLevel.DebugLevel,
        LogLevel.DebugLevel,
        LogLevel.ErrorLevel
    );

    private readonly Attributes.LogLevels _levels =
        attributes.Find<Attributes.LogLevels>() ?? s_defaults;

    private readonly ILoggingAdapter _log = log ?? island.Materializer.Logger;

    internal override void OnPush(T element)
    {
        try
        {
            if (IsOn(_levels.OnElement))
            {
                object? shown = extract is null ? element : extract(element);
                Write(_levels.OnElement, null, $"[{name}] Element: {shown}");
            }
        }
        catch (Exception failure)
        {
            Supervise(failure);
            return;
        }
        Down.OnPush(element);
    }

    protected override void OnUpstreamFinish()
    {
        if (IsOn(_levels.OnFinish))
            Write(_levels.OnFinish, null, $"[{name}] Upstream finished.");
        CompleteDownstream();
    }

    protected override void OnUpstreamFailure(Exception cause)
    {
        if (IsOn(_levels.OnFailure))
            Write(_levels.OnFailure, cause, $"[{name}] Upstream failed.");
        FailDownstream(cause);
    }

    protected override void OnCancel(Exception? cause)
    {
        if (IsOn(_levels.OnFinish))
            Write(_levels.OnFinish, null, $"[{name}] Downstream finished.");
        base.OnCancel(cause);
    }

    private bool IsOn(LogLevel level) => level != Attributes.LogLevels.Off && _log.IsEnabled(level);

    private void Write(LogLevel level, Exception? cause, string text) =>
        _log.Log(level, cause!, text);
}

internal sealed class WireTapStage<T>(
    Island island,
    Attributes attributes,
    Stage<T> down,
    Action<T> tap
) : SupervisedStage<T, T>(island, attributes, down)
{
    internal override void OnPush(T element)
    {
        try
        {
            tap(element);
        }
        catch (Exception failure)
        {
            Supervise(failure);
            return;
        }
        Down.OnPush(element);
    }
}

internal sealed class ZipWithIndexStage<T>(Island island, Stage<(T, long)> down)
    : LinearStage<T, (T, long)>(island, down)
{
    private long _next;

    internal override void OnPush(T element) => Down.OnPush((element, _next++));
}
