using Akka.Streams.TestKit.Stages;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

public static partial class TestPublisher
{
    /// <summary>Sees what a stream asks for.</summary>
    public class ManualProbe<T>
    {
        private StreamTestKit.PublisherProbeSubscription<T>? _subscription;

        internal ManualProbe(TestKitBase testKit) => Probe = testKit.CreateTestProbe();

        /// <summary>Receives the events.</summary>
        public TestProbe Probe { get; }

        /// <summary>The running stream.</summary>
        public StreamTestKit.PublisherProbeSubscription<T> ExpectSubscription(
            CancellationToken cancellationToken = default
        ) => ExpectSubscriptionAsync(cancellationToken).Outcome();

        /// <summary>The running stream.</summary>
        public async Task<StreamTestKit.PublisherProbeSubscription<T>> ExpectSubscriptionAsync(
            CancellationToken cancellationToken = default
        )
        {
            if (_subscription is null)
            {
                var subscribe = await Probe.ExpectMsgAsync<Subscribe>(
                    null,
                    null,
                    cancellationToken
                );
                _subscription = new((IProbeElements<T>)subscribe.Elements, Probe);
            }
            return _subscription;
        }

        /// <summary>The next event.</summary>
        public IPublisherEvent ExpectEvent(CancellationToken cancellationToken = default) =>
            Probe.ExpectMsg<IPublisherEvent>(null, null, cancellationToken);

        /// <summary>The next event.</summary>
        public async Task<IPublisherEvent> ExpectEventAsync(
            CancellationToken cancellationToken = default
        ) => await Probe.ExpectMsgAsync<IPublisherEvent>(null, null, cancellationToken);

        /// <summary>Checks that nothing happens.</summary>
        public ManualProbe<T> ExpectNoMsg(CancellationToken cancellationToken = default)
        {
            Probe.ExpectNoMsg(cancellationToken);
            return this;
        }

        /// <summary>Checks that nothing happens.</summary>
        public ManualProbe<T> ExpectNoMsg(
            TimeSpan max,
            CancellationToken cancellationToken = default
        )
        {
            Probe.ExpectNoMsg(max, cancellationToken);
            return this;
        }

        /// <summary>Checks that nothing happens.</summary>
        public Task ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
            Probe.ExpectNoMsgAsync(cancellationToken).AsTask();

        /// <summary>Checks that nothing happens.</summary>
        public Task ExpectNoMsgAsync(TimeSpan max, CancellationToken cancellationToken = default) =>
            Probe.ExpectNoMsgAsync(max, cancellationToken).AsTask();
    }
}
