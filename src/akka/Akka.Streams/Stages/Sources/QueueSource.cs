using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sources;

/// <summary>Emits what is offered from outside, with a bounded buffer.</summary>
internal sealed class QueueSource<T> : SourceStage<T>, ISourceQueueWithComplete<T>
{
    private readonly int _size;
    private readonly OverflowStrategy _strategy;
    private readonly Promise<Done> _completion;
    private RingBuffer<T> _buffer;
    private Offer? _pending;
    private bool _demand;
    private bool _completing;

    internal QueueSource(Island island, Stage<T> down, int size, OverflowStrategy strategy)
        : base(island, down)
    {
        _size = size;
        _strategy = strategy;
        _completion = new Promise<Done>(island);
    }

    public Task<IQueueOfferResult> OfferAsync(T element)
    {
        var offer = new Offer(this, element);
        Island.Send(offer);
        return offer.Task;
    }

    public Task WatchCompletionAsync() => _completion.Task;

    public void Complete() => Island.Send(new ActionSignal(CompleteByQueue));

    public void Fail(Exception ex) => Island.Send(new ActionSignal(() => FailQueue(ex)));

    internal override void OnPull()
    {
        if (_buffer.Count > 0)
        {
            var element = _buffer.Dequeue();
            if (_pending is { } offer)
            {
                _pending = null;
                _buffer.Enqueue(offer.Element);
                offer.Settle(QueueOfferResult.Enqueued.Instance);
            }
            Push(element);
            CompleteIfDrained();
        }
        else if (_pending is { } offer)
        {
            _pending = null;
            offer.Settle(QueueOfferResult.Enqueued.Instance);
            Push(offer.Element);
            CompleteIfDrained();
        }
        else
        {
            _demand = true;
        }
    }

    private void Offered(Offer offer)
    {
        if (Stopped || _completing)
        {
            offer.Settle(QueueOfferResult.QueueClosed.Instance);
            return;
        }
        if (_demand)
        {
            _demand = false;
            offer.Settle(QueueOfferResult.Enqueued.Instance);
            Push(offer.Element);
            return;
        }
        if (_buffer.Count < _size)
        {
            _buffer.Enqueue(offer.Element);
            offer.Settle(QueueOfferResult.Enqueued.Instance);
            return;
        }
        Overflow(offer);
    }

    private void Overflow(Offer offer)
    {
        switch (_strategy)
        {
            case OverflowStrategy.Backpressure when _pending is null:
                _pending = offer;
                return;
            case OverflowStrategy.Backpressure:
                offer.Settle(
                    new Pattern.IllegalStateException(
                        "An offer is already waiting for room in the queue"
                    )
                );
                return;
            case OverflowStrategy.Fail:
                var failure = new BufferOverflowException(
                    $"Buffer overflow (max capacity was {_size})"
                );
                offer.Settle(new QueueOfferResult.Failure(failure));
                FailQueue(failure);
                return;
            case OverflowStrategy.DropNew:
                offer.Settle(QueueOfferResult.Dropped.Instance);
                return;
        }
        if (_size == 0)
        {
            // Nothing is buffered, so the only element to drop is the one that waits.
            _pending?.Settle(QueueOfferResult.Dropped.Instance);
            _pending = offer;
            return;
        }
        if (_strategy == OverflowStrategy.DropHead)
            _buffer.Dequeue();
        else if (_strategy == OverflowStrategy.DropTail)
            _buffer.RemoveNewest();
        else
            _buffer.Clear();
        _buffer.Enqueue(offer.Element);
        offer.Settle(QueueOfferResult.Enqueued.Instance);
    }

    private void CompleteByQueue()
    {
        if (Stopped)
            return;
        _completing = true;
        CompleteIfDrained();
    }

    private void CompleteIfDrained()
    {
        if (!_completing || Stopped || _buffer.Count > 0 || _pending is not null)
            return;
        _completion.Succeed(Done.Instance);
        CompleteStage();
    }

    private void FailQueue(Exception cause)
    {
        if (Stopped)
            return;
        _completion.Fail(cause);
        FailStage(cause);
    }

    protected override void OnCancel(Exception? cause)
    {
        if (cause is null)
            _completion.Succeed(Done.Instance);
        else
            _completion.Fail(cause);
        Stop();
    }

    protected override void OnAbort(Exception cause) => _completion.Fail(cause);

    protected override void PostStop()
    {
        _pending?.Settle(QueueOfferResult.QueueClosed.Instance);
        _pending = null;
        _buffer = default;
    }

    private sealed class Offer(QueueSource<T> queue, T element) : Signal
    {
        private readonly Promise<IQueueOfferResult> _promise = new(queue.Island);

        internal T Element => element;

        internal Task<IQueueOfferResult> Task => _promise.Task;

        internal void Settle(IQueueOfferResult result) => _promise.Succeed(result);

        internal void Settle(Exception failure) => _promise.Fail(failure);

        internal override void Deliver() => queue.Offered(this);
    }
}
