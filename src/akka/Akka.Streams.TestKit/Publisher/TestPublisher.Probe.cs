using Akka.TestKit;

namespace Akka.Streams.TestKit;

public static partial class TestPublisher
{
    /// <summary>The same, and sends elements when they are asked for.</summary>
    public class Probe<T> : ManualProbe<T>
    {
        internal Probe(TestKitBase testKit, long initialPendingRequests)
            : base(testKit) => Pending = initialPendingRequests;

        /// <summary>How many elements are asked for and not sent.</summary>
        public long Pending { get; private set; }

        /// <summary>Waits until the stream runs.</summary>
        public void EnsureSubscription(CancellationToken cancellationToken = default) =>
            EnsureSubscriptionAsync(cancellationToken).Finish();

        /// <summary>Waits until the stream runs.</summary>
        public Task EnsureSubscriptionAsync(CancellationToken cancellationToken = default) =>
            ExpectSubscriptionAsync(cancellationToken);

        /// <summary>Sends an element as soon as one is asked for.</summary>
        public Probe<T> SendNext(T element, CancellationToken cancellationToken = default)
        {
            SendNextAsync(element, cancellationToken).Finish();
            return this;
        }

        /// <summary>Sends an element as soon as one is asked for.</summary>
        public async Task SendNextAsync(T element, CancellationToken cancellationToken = default)
        {
            var subscription = await ExpectSubscriptionAsync(cancellationToken);
            if (Pending == 0)
            {
                Pending = await subscription.ExpectRequestAsync(cancellationToken);
            }
            Pending--;
            subscription.SendNext(element);
        }

        /// <summary>Sends an element, whether one is asked for or not.</summary>
        public Probe<T> UnsafeSendNext(T element, CancellationToken cancellationToken = default)
        {
            UnsafeSendNextAsync(element, cancellationToken).Finish();
            return this;
        }

        /// <summary>Sends an element, whether one is asked for or not.</summary>
        public async Task UnsafeSendNextAsync(
            T element,
            CancellationToken cancellationToken = default
        ) => (await ExpectSubscriptionAsync(cancellationToken)).SendNext(element);

        /// <summary>Completes the stream.</summary>
        public Probe<T> SendComplete(CancellationToken cancellationToken = default)
        {
            SendCompleteAsync(cancellationToken).Finish();
            return this;
        }

        /// <summary>Completes the stream.</summary>
        public async Task SendCompleteAsync(CancellationToken cancellationToken = default) =>
            (await ExpectSubscriptionAsync(cancellationToken)).SendComplete();

        /// <summary>Fails the stream.</summary>
        public Probe<T> SendError(Exception e, CancellationToken cancellationToken = default)
        {
            SendErrorAsync(e, cancellationToken).Finish();
            return this;
        }

        /// <summary>Fails the stream.</summary>
        public async Task SendErrorAsync(
            Exception e,
            CancellationToken cancellationToken = default
        ) => (await ExpectSubscriptionAsync(cancellationToken)).SendError(e);

        /// <summary>Waits until elements are asked for; how many.</summary>
        public long ExpectRequest(CancellationToken cancellationToken = default) =>
            ExpectRequestAsync(cancellationToken).Outcome();

        /// <summary>Waits until elements are asked for; how many.</summary>
        public async Task<long> ExpectRequestAsync(CancellationToken cancellationToken = default)
        {
            var subscription = await ExpectSubscriptionAsync(cancellationToken);
            var requested = await subscription.ExpectRequestAsync(cancellationToken);
            Pending += requested;
            return requested;
        }

        /// <summary>The stream must end from its end.</summary>
        public Probe<T> ExpectCancellation(CancellationToken cancellationToken = default)
        {
            ExpectCancellationAsync(cancellationToken).Finish();
            return this;
        }

        /// <summary>The stream must end from its end.</summary>
        public async Task ExpectCancellationAsync(CancellationToken cancellationToken = default) =>
            await (await ExpectSubscriptionAsync(cancellationToken)).ExpectCancellationAsync(
                cancellationToken
            );
    }
}
