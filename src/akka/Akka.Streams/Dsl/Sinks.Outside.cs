using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams.Blueprints;
using Akka.Streams.Stages.Sinks;

namespace Akka.Streams.Dsl;

public static partial class Sink
{
    /// <summary>
    /// Tells the actor every element, without backpressure. The stream is cancelled when the
    /// actor stops.
    /// </summary>
    public static Sink<TIn, NotUsed> ActorRef<TIn>(
        IActorRef actorRef,
        object onCompleteMessage,
        Func<Exception, object> onFailureMessage
    ) =>
        Of<TIn, NotUsed, (IActorRef, object, Func<Exception, object>)>(
            (actorRef, onCompleteMessage, onFailureMessage),
            static (island, _, state, out result) =>
            {
                result = NotUsed.Instance;
                return new ActorRefSink<TIn>(island, state.Item1, state.Item2, state.Item3);
            }
        );

    /// <summary>The same; a failure is told as a <see cref="Status.Failure"/>.</summary>
    public static Sink<TIn, NotUsed> ActorRef<TIn>(IActorRef actorRef, object onCompleteMessage) =>
        ActorRef<TIn>(actorRef, onCompleteMessage, static cause => new Status.Failure(cause));

    /// <summary>
    /// Tells the actor <paramref name="onInitMessage"/> and then one element for each
    /// <paramref name="ackMessage"/> that it sends back. The stream is cancelled when the actor
    /// stops.
    /// </summary>
    /// <remarks>
    /// Elements that wait for an acknowledgement are buffered, as many as the attribute
    /// <see cref="Attributes.InputBuffer"/> says.
    /// </remarks>
    public static Sink<TIn, NotUsed> ActorRefWithAck<TIn>(
        IActorRef actorRef,
        object onInitMessage,
        object ackMessage,
        object onCompleteMessage,
        Func<Exception, object>? onFailureMessage = null
    ) =>
        Of<
            TIn,
            NotUsed,
            (IActorRef Target, (object, object, object) Messages, Func<Exception, object> OnFailure)
        >(
            (
                actorRef,
                (onInitMessage, ackMessage, onCompleteMessage),
                onFailureMessage ?? (static cause => new Status.Failure(cause))
            ),
            static (island, attributes, state, out result) =>
            {
                result = NotUsed.Instance;
                return new ActorRefWithAckSink<TIn>(
                    island,
                    attributes,
                    state.Target,
                    state.Messages,
                    state.OnFailure
                );
            }
        );

    /// <summary>Holds a few elements for whoever pulls from the queue.</summary>
    public static Sink<TIn, ISinkQueue<TIn>> Queue<TIn>() =>
        Of<TIn, ISinkQueue<TIn>, NotUsed>(
            NotUsed.Instance,
            static (island, attributes, _, out result) =>
            {
                var stage = new QueueSink<TIn>(
                    island,
                    attributes.Find<Attributes.InputBuffer>()?.Max
                        ?? island.Materializer.Settings.MaxInputBufferSize
                );
                result = stage;
                return stage;
            }
        );

    /// <summary>Writes to the channel whose reader it is materialised with.</summary>
    public static Sink<T, ChannelReader<T>> ChannelReader<T>(
        int bufferSize,
        bool singleReader,
        BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait
    ) => ChannelSink.AsReader<T>(bufferSize, singleReader, fullMode);

    /// <summary>Writes to the channel.</summary>
    /// <param name="writer">The channel.</param>
    /// <param name="isOwner">Whether the channel is completed with the stream.</param>
    public static Sink<T, NotUsed> FromWriter<T>(ChannelWriter<T> writer, bool isOwner) =>
        ChannelSink.FromWriter(writer, isOwner);
}

/// <summary>Sinks that write channels.</summary>
public static class ChannelSink
{
    public static Sink<T, ChannelReader<T>> AsReader<T>(
        int bufferSize,
        bool singleReader = false,
        BoundedChannelFullMode fullMode = BoundedChannelFullMode.Wait
    ) =>
        new(
            new SinkOf<T, ChannelReader<T>, BoundedChannelOptions>(
                new BoundedChannelOptions(bufferSize)
                {
                    SingleWriter = true,
                    SingleReader = singleReader,
                    FullMode = fullMode,
                },
                static (island, _, options, out reader) =>
                {
                    var channel = Channel.CreateBounded<T>(options);
                    reader = channel.Reader;
                    return new ChannelSinkStage<T>(island, channel.Writer, isOwner: true);
                }
            )
        );

    public static Sink<T, NotUsed> FromWriter<T>(ChannelWriter<T> writer, bool isOwner)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return new Sink<T, NotUsed>(
            new SinkOf<T, NotUsed, (ChannelWriter<T>, bool)>(
                (writer, isOwner),
                static (island, _, state, out result) =>
                {
                    result = NotUsed.Instance;
                    return new ChannelSinkStage<T>(island, state.Item1, state.Item2);
                }
            )
        );
    }
}
