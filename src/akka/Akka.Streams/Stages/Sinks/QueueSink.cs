using Akka.Streams.Engine;
using Akka.Util;

namespace Akka.Streams.Stages.Sinks;

/// <summary>Holds a few elements for whoever pulls from outside.</summary>
internal sealed class QueueSink<T> : SinkStage<T>, ISinkQueue<T>
{
    private readonly int _size;
    private RingBuffer<T> _buffer;
    private Request? _waiting;
    private Exception? _failure;
    private bool _ended;
    private bool _pulled;

    internal QueueSink(Island island, int size)
        : base(island) => _size = Math.Max(1, size);

    public Task<Option<T>> PullAsync()
    {
        var request = new Request(this);
        Island.Send(request);
        return request.Task;
    }

    internal void CancelFromOutside() =>
        Island.Send(
            new ActionSignal(() =>
            {
                if (Stopped)
                    return;
                _ended = true;
                _buffer = default;
                CancelStage(null);
                Answer();
            })
        );

    internal override void PreStart() => PullMore();

    internal override void OnPush(T element)
    {
        _pulled = false;
        _buffer.Enqueue(element);
        Answer();
        PullMore();
    }

    private void Requested(Request request)
    {
        if (_waiting is not null)
        {
            request.Fail(
                new Pattern.IllegalStateException("A pull is already waiting for an element")
            );
            return;
        }
        _waiting = request;
        Answer();
        if (!InClosed)
            PullMore();
    }

    private void Answer()
    {
        if (_waiting is not { } request)
            return;
        if (_buffer.Count > 0)
            request.Succeed(Option<T>.Create(_buffer.Dequeue()));
        else if (_failure is not null)
            request.Fail(_failure);
        else if (_ended)
            request.Succeed(Option<T>.None);
        else
            return;
        _waiting = null;
    }

    private void PullMore()
    {
        if (_pulled || InClosed || _buffer.Count >= _size)
            return;
        _pulled = true;
        PullLater();
    }

    protected override void OnUpstreamFinish()
    {
        _ended = true;
        Answer();
        Stop();
    }

    protected override void OnUpstreamFailure(Exception cause)
    {
        _failure = cause;
        Answer();
        Stop();
    }

    protected override void OnAbort(Exception cause)
    {
        _failure = cause;
        Answer();
    }

    private sealed class Request(QueueSink<T> sink) : Signal
    {
        private readonly Promise<Option<T>> _promise = new(sink.Island);

        internal Task<Option<T>> Task => _promise.Task;

        internal void Succeed(Option<T> result) => _promise.Succeed(result);

        internal void Fail(Exception cause) => _promise.Fail(cause);

        internal override void Deliver() => sink.Requested(this);
    }
}
