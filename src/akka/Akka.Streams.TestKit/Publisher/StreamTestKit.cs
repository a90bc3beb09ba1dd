using Akka.Streams.TestKit.Stages;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>What the probes stand on.</summary>
#pragma warning disable RCS1102 // The packages' type isn't static.
public class StreamTestKit
#pragma warning restore RCS1102
{
    /// <summary>A running stream that a probe starts.</summary>
    public sealed class PublisherProbeSubscription<T>
    {
        private readonly IProbeElements<T> _elements;

        internal PublisherProbeSubscription(IProbeElements<T> elements, TestProbe publisherProbe)
        {
            _elements = elements;
            PublisherProbe = publisherProbe;
        }

        /// <summary>Receives the events.</summary>
        public TestProbe PublisherProbe { get; }

        /// <summary>Waits until elements are asked for; exactly so many.</summary>
        public void ExpectRequest(long n, CancellationToken cancellationToken = default) =>
            ExpectRequestAsync(n, cancellationToken).Finish();

        /// <summary>Waits until elements are asked for; how many.</summary>
        public long ExpectRequest(CancellationToken cancellationToken = default) =>
            ExpectRequestAsync(cancellationToken).Outcome();

        /// <summary>Waits until elements are asked for; exactly so many.</summary>
        public async Task ExpectRequestAsync(
            long n,
            CancellationToken cancellationToken = default
        ) =>
            await PublisherProbe.ExpectMsgAsync<TestPublisher.RequestMore>(
                request => request.NrOfElements == n,
                null,
                $"a request for {n}",
                cancellationToken
            );

        /// <summary>Waits until elements are asked for; how many.</summary>
        public async Task<long> ExpectRequestAsync(CancellationToken cancellationToken = default) =>
            (
                await PublisherProbe.ExpectMsgAsync<TestPublisher.RequestMore>(
                    null,
                    null,
                    cancellationToken
                )
            ).NrOfElements;

        /// <summary>The stream must end from its end.</summary>
        public void ExpectCancellation(CancellationToken cancellationToken = default) =>
            ExpectCancellationAsync(cancellationToken).Finish();

        /// <summary>The stream must end from its end; requests before that don't matter.</summary>
        public async Task ExpectCancellationAsync(CancellationToken cancellationToken = default) =>
            await PublisherProbe.FishForMessageAsync(
                static message => message is TestPublisher.CancelSubscription,
                null,
                "a cancellation",
                cancellationToken
            );

        /// <summary>Sends an element.</summary>
        public void SendNext(T element) => _elements.SendNext(element);

        /// <summary>Completes the stream.</summary>
        public void SendComplete() => _elements.SendComplete();

        /// <summary>Fails the stream.</summary>
        public void SendError(Exception e) => _elements.SendError(e);
    }
}
