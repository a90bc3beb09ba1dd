using Akka.Dispatch;
using Akka.Streams.Stages.Sinks;

namespace Akka.Streams.Dsl;

/// <summary>A source as an async enumerable: each enumeration is a run.</summary>
public sealed class StreamsAsyncEnumerableRerunnable<T, TMat> : IAsyncEnumerable<T>
{
    private readonly Source<T, TMat> _source;
    private readonly IMaterializer _materializer;
    private readonly Attributes _buffer;

    public StreamsAsyncEnumerableRerunnable(Source<T, TMat> source, IMaterializer materializer)
        : this(source, materializer, 4, 16) { }

    public StreamsAsyncEnumerableRerunnable(
        Source<T, TMat> source,
        IMaterializer materializer,
        int minBuf,
        int maxBuf
    )
    {
        _source = source;
        _materializer = materializer;
        _buffer = Attributes.CreateInputBuffer(minBuf, maxBuf);
    }

#pragma warning disable MA0061 // The packages' method has no default value.
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken)
#pragma warning restore MA0061
    {
        var queue = _source.RunWith(Sink.Queue<T>().WithAttributes(_buffer), _materializer);
        return new Enumerator((QueueSink<T>)queue, cancellationToken);
    }

    private sealed class Enumerator(QueueSink<T> queue, CancellationToken token)
        : IAsyncEnumerator<T>
    {
        public T Current { get; private set; } = default!;

        public async ValueTask<bool> MoveNextAsync()
        {
            token.ThrowIfCancellationRequested();
            var pull = queue.PullAsync();
            var next = token.CanBeCanceled
                ? await pull.WaitAsync(token).ConfigureAwait(Continuations.FollowDispatcher)
                : await pull.ConfigureAwait(Continuations.FollowDispatcher);
            if (!next.HasValue)
                return false;
            Current = next.Value;
            return true;
        }

        public ValueTask DisposeAsync()
        {
            queue.CancelFromOutside();
            return default;
        }
    }
}
