using Akka.TestKit;

namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    /// <summary>The same, and decides how much is asked for.</summary>
    public class Probe<T> : ManualProbe<T>
    {
        internal Probe(TestKitBase testKit)
            : base(testKit) { }

        /// <summary>Waits until the stream runs.</summary>
        public Probe<T> EnsureSubscription(CancellationToken cancellationToken = default)
        {
            EnsureSubscriptionAsync(cancellationToken).Finish();
            return this;
        }

        /// <summary>Waits until the stream runs.</summary>
        public Task EnsureSubscriptionAsync(CancellationToken cancellationToken = default) =>
            ExpectSubscribedAsync(cancellationToken);

        /// <summary>Asks for elements.</summary>
        public Probe<T> Request(long n)
        {
            RequestAsync(n).Finish();
            return this;
        }

        /// <summary>Asks for elements.</summary>
        public async Task RequestAsync(long n) => (await ExpectSubscribedAsync(default)).Request(n);

        /// <summary>Asks for an element, which must be the given one.</summary>
        public Probe<T> RequestNext(T element)
        {
            RequestNextAsync(element).Finish();
            return this;
        }

        /// <summary>Asks for an element.</summary>
        public T RequestNext() => RequestNextAsync().Outcome();

        /// <summary>Asks for an element.</summary>
        public T RequestNext(TimeSpan timeout) => RequestNextAsync(timeout).Outcome();

        /// <summary>Asks for an element, which must be the given one.</summary>
        public async Task RequestNextAsync(T element)
        {
            await RequestAsync(1);
            await ExpectNextAsync(element);
        }

        /// <summary>Asks for an element.</summary>
        public async Task<T> RequestNextAsync()
        {
            await RequestAsync(1);
            return await ExpectNextAsync();
        }

        /// <summary>Asks for an element.</summary>
        public async Task<T> RequestNextAsync(TimeSpan timeout)
        {
            await RequestAsync(1);
            return await ExpectNextAsync(timeout);
        }

        /// <summary>Ends the stream from its end.</summary>
        public Probe<T> Cancel()
        {
            CancelAsync().Finish();
            return this;
        }

        /// <summary>Ends the stream from its end.</summary>
        public async Task CancelAsync() => (await ExpectSubscribedAsync(default)).Cancel(null);
    }
}
