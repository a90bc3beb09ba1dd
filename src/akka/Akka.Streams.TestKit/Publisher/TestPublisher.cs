using Akka.Actor;
using Akka.Event;

namespace Akka.Streams.TestKit;

/// <summary>The start of a stream, seen by a test.</summary>
public static partial class TestPublisher
{
    /// <summary>Something that happened at the start of a stream.</summary>
    public interface IPublisherEvent : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    /// <summary>The stream runs.</summary>
    public readonly struct Subscribe : IPublisherEvent
    {
        internal Subscribe(object elements) => Elements = elements;

        internal object Elements { get; }
    }

    /// <summary>The stream has ended from its end.</summary>
    public readonly struct CancelSubscription : IPublisherEvent;

    /// <summary>The stream asks for elements.</summary>
    public readonly struct RequestMore : IPublisherEvent
    {
        /// <summary>How many more.</summary>
        public readonly long NrOfElements;

        internal RequestMore(long nrOfElements) => NrOfElements = nrOfElements;
    }
}
