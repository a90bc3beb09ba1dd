using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams.Blueprints;
using Akka.Streams.Stages.Sources;

namespace Akka.Streams.Dsl;

public static partial class Source
{
    /// <summary>Emits what is offered to the queue that it is materialised with.</summary>
    /// <param name="bufferSize">How many elements wait; with 0 each offer waits for demand.</param>
    /// <param name="overflowStrategy">What happens to an offer when the buffer is full.</param>
    public static Source<T, ISourceQueueWithComplete<T>> Queue<T>(
        int bufferSize,
        OverflowStrategy overflowStrategy
    )
    {
        if (bufferSize < 0)
            throw new ArgumentException("Buffer size must be >= 0", nameof(bufferSize));
        return new Source<T, ISourceQueueWithComplete<T>>(
            new SourceOf<T, ISourceQueueWithComplete<T>, (int, OverflowStrategy)>(
                (bufferSize, overflowStrategy),
                static (island, _, down, state) =>
                    new QueueSource<T>(island, down, state.Item1, state.Item2)
            )
        );
    }

    /// <summary>
    /// Emits what is told to the reference that it is materialised with. A
    /// <see cref="Status.Success"/> completes the stream after what is buffered, a
    /// <see cref="Status.Failure"/> fails it and a <see cref="PoisonPill"/> completes it at once.
    /// </summary>
    public static Source<T, IActorRef> ActorRef<T>(
        int bufferSize,
        OverflowStrategy overflowStrategy
    )
    {
        if (bufferSize < 0)
            throw new ArgumentException("Buffer size must be >= 0", nameof(bufferSize));
        if (overflowStrategy == OverflowStrategy.Backpressure)
            throw new NotSupportedException("Backpressure overflow strategy is not supported");
        return new Source<T, IActorRef>(
            new SourceOf<T, IActorRef, (int, OverflowStrategy)>(
                (bufferSize, overflowStrategy),
                static (island, _, down, state) =>
                    new ActorRefSource<T>(island, down, state.Item1, state.Item2).Self
            )
        );
    }

    /// <summary>Emits what is written to the channel that it is materialised with.</summary>
    public static Source<T, ChannelWriter<T>> Channel<T>(
        int bufferSize,
        bool singleWriter = false,
        BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait
    ) => ChannelSource.Create<T>(bufferSize, singleWriter, fullMode);

    /// <summary>Emits what can be read from the channel.</summary>
    public static Source<T, NotUsed> ChannelReader<T>(ChannelReader<T> channelReader) =>
        ChannelSource.FromReader(channelReader);
}

/// <summary>Sources that read channels.</summary>
public static class ChannelSource
{
    public static Source<T, ChannelWriter<T>> Create<T>(
        int bufferSize,
        bool singleWriter = false,
        BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait
    ) =>
        new(
            new SourceOf<T, ChannelWriter<T>, BoundedChannelOptions>(
                new BoundedChannelOptions(bufferSize)
                {
                    SingleWriter = singleWriter,
                    SingleReader = true,
                    FullMode = fullMode,
                },
                static (island, _, down, options) =>
                {
                    var channel = Channel.CreateBounded<T>(options);
                    return new ChannelSourceStage<T>(
                        island,
                        down,
                        channel.Reader,
                        channel.Writer
                    ).Writer!;
                }
            )
        );

    public static Source<T, NotUsed> FromReader<T>(ChannelReader<T> reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new Source<T, NotUsed>(
            new PlainSourceOf<T, ChannelReader<T>>(
                reader,
                static (island, _, down, reader) =>
                    new ChannelSourceStage<T>(island, down, reader, null)
            )
        );
    }
}
