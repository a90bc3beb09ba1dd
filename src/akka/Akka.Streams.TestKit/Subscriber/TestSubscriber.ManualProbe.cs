using Akka.Streams.TestKit.Stages;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    /// <summary>Sees what comes out of a stream, event by event.</summary>
    public partial class ManualProbe<T>
    {
        private IProbeDemand? _subscription;

        internal ManualProbe(TestKitBase testKit) => TestProbe = testKit.CreateTestProbe();

        internal TestProbe TestProbe { get; }

        /// <summary>The next event.</summary>
        public ISubscriberEvent ExpectEvent(CancellationToken cancellationToken = default) =>
            ExpectEventAsync(cancellationToken).Outcome();

        /// <summary>The next event.</summary>
        public ISubscriberEvent ExpectEvent(
            TimeSpan max,
            CancellationToken cancellationToken = default
        ) => ExpectEventAsync(max, cancellationToken).Outcome();

        /// <summary>The next event, which must be the given one.</summary>
        public ManualProbe<T> ExpectEvent(
            ISubscriberEvent e,
            CancellationToken cancellationToken = default
        )
        {
            TestProbe.ExpectMsg(e, null, null, cancellationToken);
            return this;
        }

        /// <summary>The next event.</summary>
        public Task<ISubscriberEvent> ExpectEventAsync(
            CancellationToken cancellationToken = default
        ) => ExpectEventAsync(null, cancellationToken);

        /// <summary>The next event.</summary>
        public async Task<ISubscriberEvent> ExpectEventAsync(
            TimeSpan? max,
            CancellationToken cancellationToken = default
        ) => await TestProbe.ExpectMsgAsync<ISubscriberEvent>(max, null, cancellationToken);

        /// <summary>The next element.</summary>
        public T ExpectNext(CancellationToken cancellationToken = default) =>
            ExpectNextAsync(null, cancellationToken).Outcome();

        /// <summary>The next element.</summary>
        public T ExpectNext(TimeSpan? timeout, CancellationToken cancellationToken = default) =>
            ExpectNextAsync(timeout, cancellationToken).Outcome();

        /// <summary>The next element, which must be the given one.</summary>
        public ManualProbe<T> ExpectNext(
            T element,
            TimeSpan? timeout = null,
            CancellationToken cancellationToken = default
        ) => After(NextIsAsync(element, timeout, cancellationToken));

        /// <summary>The next element, which must be the given one.</summary>
        public ManualProbe<T> ExpectNext(
            TimeSpan? timeout,
            T element,
            CancellationToken cancellationToken = default
        ) => After(NextIsAsync(element, timeout, cancellationToken));

        /// <summary>The next elements, which must be the given ones.</summary>
        public ManualProbe<T> ExpectNext(params T[] elems) =>
            After(ExpectNextNAsync(elems, null, default));

        /// <summary>The next elements, which must be the given ones.</summary>
        public ManualProbe<T> ExpectNext(TimeSpan? timeout, params T[] elems) =>
            After(ExpectNextNAsync(elems, timeout, default));

        /// <summary>The next element, which must be of a type and meet a condition.</summary>
        public TOther ExpectNext<TOther>(
            Predicate<TOther> predicate,
            CancellationToken cancellationToken = default
        ) => ExpectNextAsync(predicate, cancellationToken).Outcome();

        /// <summary>The next element, which must be of a type and meet a condition.</summary>
        public ManualProbe<T> MatchNext<TOther>(
            Predicate<TOther> predicate,
            CancellationToken cancellationToken = default
        ) => After(ExpectNextAsync(predicate, cancellationToken));

        /// <summary>The next element.</summary>
        public Task<T> ExpectNextAsync(CancellationToken cancellationToken = default) =>
            ExpectNextAsync(null, cancellationToken);

        /// <summary>The next element.</summary>
        public async Task<T> ExpectNextAsync(
            TimeSpan? timeout,
            CancellationToken cancellationToken = default
        )
        {
            await ExpectSubscribedAsync(cancellationToken);
            return (
                await TestProbe.ExpectMsgAsync<OnNext<T>>(timeout, null, cancellationToken)
            ).Element;
        }

        /// <summary>The next element, which must be the given one.</summary>
        public Task ExpectNextAsync(T element, CancellationToken cancellationToken = default) =>
            NextIsAsync(element, null, cancellationToken);

        /// <summary>The next element, which must be the given one.</summary>
        public Task ExpectNextAsync(
            T element,
            TimeSpan timeout,
            CancellationToken cancellationToken = default
        ) => NextIsAsync(element, timeout, cancellationToken);

        /// <summary>The next element, which must be of a type and meet a condition.</summary>
        public async Task<TOther> ExpectNextAsync<TOther>(
            Predicate<TOther> predicate,
            CancellationToken cancellationToken = default
        )
        {
            await ExpectSubscribedAsync(cancellationToken);
            var next = await TestProbe.ExpectMsgAsync<OnNext<T>>(
                e => e.Element is TOther element && predicate(element),
                null,
                null,
                cancellationToken
            );
            return (TOther)(object)next.Element!;
        }

        /// <summary>Checks that nothing comes.</summary>
        public ManualProbe<T> ExpectNoMsg(CancellationToken cancellationToken = default)
        {
            ExpectSubscribedAsync(cancellationToken).Finish();
            TestProbe.ExpectNoMsg(cancellationToken);
            return this;
        }

        /// <summary>Checks that nothing comes.</summary>
        public ManualProbe<T> ExpectNoMsg(
            TimeSpan remaining,
            CancellationToken cancellationToken = default
        ) => After(ExpectNoMsgAsync(remaining, cancellationToken));

        /// <summary>Checks that nothing comes.</summary>
        public async Task ExpectNoMsgAsync(
            TimeSpan remaining,
            CancellationToken cancellationToken = default
        )
        {
            await ExpectSubscribedAsync(cancellationToken);
            await TestProbe.ExpectNoMsgAsync(remaining, cancellationToken);
        }

        /// <summary>Waits until the stream runs.</summary>
        internal async Task<IProbeDemand> ExpectSubscribedAsync(
            CancellationToken cancellationToken
        ) =>
            _subscription ??= (
                await TestProbe.ExpectMsgAsync<OnSubscribe>(null, null, cancellationToken)
            ).Demand;

        private ManualProbe<T> After(Task expectation)
        {
            expectation.Finish();
            return this;
        }

        private async Task NextIsAsync(
            T element,
            TimeSpan? timeout,
            CancellationToken cancellationToken
        )
        {
            var next = await ExpectNextAsync(timeout, cancellationToken);
            TestProbe.TestAssertions.AssertEqual(
                element,
                next,
                "Expected the element {0}, got {1}",
                element!,
                next!
            );
        }
    }
}
