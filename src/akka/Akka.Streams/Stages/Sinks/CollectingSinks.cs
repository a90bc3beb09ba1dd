using System.Collections.Immutable;
using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sinks;

internal sealed class SeqSink<T>(Island island) : PromiseSinkStage<T, IImmutableList<T>>(island)
{
    private readonly ImmutableArray<T>.Builder _elements = ImmutableArray.CreateBuilder<T>();

    internal override void OnPush(T element)
    {
        _elements.Add(element);
        PullLater();
    }

    protected override void OnUpstreamFinish() => Succeed(_elements.DrainToImmutable());
}

internal sealed class FirstSink<T>(Island island, bool orDefault) : PromiseSinkStage<T, T>(island)
{
    internal override void OnPush(T element) => Succeed(element);

    protected override void OnUpstreamFinish()
    {
        if (orDefault)
            Succeed(default!);
        else
            FailSink(new NoSuchElementException("First of an empty stream"));
    }
}

internal sealed class LastSink<T>(Island island, bool orDefault) : PromiseSinkStage<T, T>(island)
{
    private T _last = default!;
    private bool _any;

    internal override void OnPush(T element)
    {
        _last = element;
        _any = true;
        PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        if (_any || orDefault)
            Succeed(_last);
        else
            FailSink(new NoSuchElementException("Last of an empty stream"));
    }
}

internal sealed class CancelledSink<T>(Island island) : SinkStage<T>(island)
{
    internal override void PreStart() => CancelStage(null);

    internal override void OnPush(T element) { }
}

internal sealed class OnCompleteSink<T>(Island island, Action success, Action<Exception> failure)
    : SinkStage<T>(island)
{
    private bool _called;

    internal override void OnPush(T element) => PullLater();

    protected override void OnUpstreamFinish()
    {
        _called = true;
        Stop();
        success();
    }

    protected override void OnUpstreamFailure(Exception cause)
    {
        _called = true;
        Stop();
        failure(cause);
    }

    protected override void OnAbort(Exception cause)
    {
        if (!_called)
            failure(cause);
    }
}
