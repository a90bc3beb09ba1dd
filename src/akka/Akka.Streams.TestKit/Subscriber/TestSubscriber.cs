using Akka.Actor;
using Akka.Event;
using Akka.Streams.TestKit.Stages;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>The end of a stream, seen by a test.</summary>
public static partial class TestSubscriber
{
    /// <summary>Something that happened at the end of a stream.</summary>
    public interface ISubscriberEvent : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    /// <summary>The stream runs.</summary>
    public readonly struct OnSubscribe : ISubscriberEvent
    {
        internal OnSubscribe(IProbeDemand demand) => Demand = demand;

        internal IProbeDemand Demand { get; }

        /// <inheritdoc/>
        public override string ToString() => "TestSubscriber.OnSubscribe";
    }

    /// <summary>An element came.</summary>
    public readonly struct OnNext<T> : ISubscriberEvent, IEquatable<OnNext<T>>
    {
        /// <summary>The element.</summary>
        public readonly T Element;

        /// <summary>An element came.</summary>
        public OnNext(T element) => Element = element;

        /// <inheritdoc/>
        public bool Equals(OnNext<T> other) =>
            EqualityComparer<T>.Default.Equals(Element, other.Element);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is OnNext<T> other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() =>
            Element is null ? 0 : EqualityComparer<T>.Default.GetHashCode(Element);

        /// <inheritdoc/>
        public override string ToString() => $"TestSubscriber.OnNext({Element})";
    }

    /// <summary>The stream is complete.</summary>
    public sealed class OnComplete : ISubscriberEvent
    {
        /// <summary>The only one there is.</summary>
        public static readonly OnComplete Instance = new();

        private OnComplete() { }

        /// <inheritdoc/>
        public override string ToString() => "TestSubscriber.OnComplete";
    }

    /// <summary>The stream has failed.</summary>
    public readonly struct OnError : ISubscriberEvent
    {
        /// <summary>Why.</summary>
        public readonly Exception Cause;

        /// <summary>The stream has failed.</summary>
        public OnError(Exception cause) => Cause = cause;

        /// <inheritdoc/>
        public override string ToString() => $"TestSubscriber.OnError({Cause?.Message})";
    }
}
