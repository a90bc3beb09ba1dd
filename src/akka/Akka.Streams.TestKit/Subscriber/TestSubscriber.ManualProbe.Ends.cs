namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    public partial class ManualProbe<T>
    {
        /// <summary>The stream must be complete.</summary>
        public ManualProbe<T> ExpectComplete(CancellationToken cancellationToken = default) =>
            After(ExpectCompleteAsync(null, cancellationToken));

        /// <summary>The stream must be complete.</summary>
        public ManualProbe<T> ExpectComplete(
            TimeSpan? timeout,
            CancellationToken cancellationToken = default
        ) => After(ExpectCompleteAsync(timeout, cancellationToken));

        /// <summary>The stream must be complete.</summary>
        public Task ExpectCompleteAsync(CancellationToken cancellationToken = default) =>
            ExpectCompleteAsync(null, cancellationToken);

        /// <summary>The stream must have failed.</summary>
        public Exception ExpectError(CancellationToken cancellationToken = default) =>
            ExpectErrorAsync(cancellationToken).Outcome();

        /// <summary>The stream must have failed.</summary>
        public async Task<Exception> ExpectErrorAsync(CancellationToken cancellationToken = default)
        {
            await ExpectSubscribedAsync(cancellationToken);
            return (await TestProbe.ExpectMsgAsync<OnError>(null, null, cancellationToken)).Cause;
        }

        /// <summary>The next element, or the end of the stream.</summary>
        /// <returns>The element, or <see cref="OnComplete"/>.</returns>
        public object ExpectNextOrComplete(CancellationToken cancellationToken = default) =>
            ExpectNextOrCompleteAsync(cancellationToken).Outcome();

        /// <summary>The next element, which must be the given one, or the end of the stream.</summary>
        public ManualProbe<T> ExpectNextOrComplete(
            T element,
            CancellationToken cancellationToken = default
        )
        {
            if (ExpectNextOrComplete(cancellationToken) is not OnComplete and var next)
            {
                TestProbe.TestAssertions.AssertEqual(element, (T)next);
            }
            return this;
        }

        /// <summary>The next element, or the end of the stream.</summary>
        public async Task<object> ExpectNextOrCompleteAsync(
            CancellationToken cancellationToken = default
        )
        {
            await ExpectSubscribedAsync(cancellationToken);
            var next = await TestProbe.ExpectMsgAsync<ISubscriberEvent>(
                e => e is OnNext<T> or OnComplete,
                null,
                "OnNext or OnComplete",
                cancellationToken
            );
            return next is OnNext<T> element ? element.Element! : next;
        }

        /// <summary>The next element, or the error that ended the stream.</summary>
        public object ExpectNextOrError(CancellationToken cancellationToken = default) =>
            ExpectNextOrErrorAsync(cancellationToken).Outcome();

        /// <summary>The next element, or the error that ended the stream.</summary>
        public async Task<object> ExpectNextOrErrorAsync(
            CancellationToken cancellationToken = default
        )
        {
            await ExpectSubscribedAsync(cancellationToken);
            var next = await TestProbe.ExpectMsgAsync<ISubscriberEvent>(
                e => e is OnNext<T> or OnError,
                null,
                "OnNext or OnError",
                cancellationToken
            );
            return next is OnNext<T> element ? element.Element! : ((OnError)next).Cause;
        }

        /// <summary>The stream must be complete without an element.</summary>
        public ManualProbe<T> ExpectSubscriptionAndComplete(
            CancellationToken cancellationToken = default
        ) => ExpectSubscriptionAndComplete(true, cancellationToken);

        /// <summary>The stream must be complete without an element.</summary>
        /// <param name="signalDemand">Whether to ask for an element first.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        public ManualProbe<T> ExpectSubscriptionAndComplete(
            bool signalDemand,
            CancellationToken cancellationToken = default
        ) => After(ExpectSubscriptionAndCompleteAsync(signalDemand, cancellationToken));

        /// <summary>The stream must be complete without an element.</summary>
        public async Task ExpectSubscriptionAndCompleteAsync(
            bool signalDemand = true,
            CancellationToken cancellationToken = default
        )
        {
            await SubscribeAsync(signalDemand, cancellationToken);
            await ExpectCompleteAsync(cancellationToken);
        }

        /// <summary>The stream must have failed without an element.</summary>
        public Exception ExpectSubscriptionAndError(
            CancellationToken cancellationToken = default
        ) => ExpectSubscriptionAndErrorAsync(true, cancellationToken).Outcome();

        /// <summary>The stream must have failed without an element.</summary>
        public Exception ExpectSubscriptionAndError(
            bool signalDemand,
            CancellationToken cancellationToken = default
        ) => ExpectSubscriptionAndErrorAsync(signalDemand, cancellationToken).Outcome();

        /// <summary>The stream must have failed without an element.</summary>
        public Task<Exception> ExpectSubscriptionAndErrorAsync(
            CancellationToken cancellationToken = default
        ) => ExpectSubscriptionAndErrorAsync(true, cancellationToken);

        /// <summary>The stream must have failed without an element.</summary>
        public async Task<Exception> ExpectSubscriptionAndErrorAsync(
            bool signalDemand,
            CancellationToken cancellationToken = default
        )
        {
            await SubscribeAsync(signalDemand, cancellationToken);
            return await ExpectErrorAsync(cancellationToken);
        }

        private async Task SubscribeAsync(bool demand, CancellationToken cancellationToken)
        {
            var subscription = await ExpectSubscribedAsync(cancellationToken);
            if (demand)
            {
                subscription.Request(1);
            }
        }

        private async Task ExpectCompleteAsync(
            TimeSpan? timeout,
            CancellationToken cancellationToken
        )
        {
            await ExpectSubscribedAsync(cancellationToken);
            await TestProbe.ExpectMsgAsync<OnComplete>(timeout, null, cancellationToken);
        }
    }
}
