using System.Runtime.CompilerServices;

namespace Akka.Streams.TestKit;

public static partial class TestSubscriber
{
    public partial class ManualProbe<T>
    {
        /// <summary>The next elements.</summary>
        public IEnumerable<T> ExpectNextN(
            long n,
            TimeSpan? timeout = null,
            CancellationToken cancellationToken = default
        ) => ExpectNextNAsync(n, timeout, cancellationToken).ToListAsync().Outcome();

        /// <summary>The next elements, which must be the given ones.</summary>
        public ManualProbe<T> ExpectNextN(
            IEnumerable<T> all,
            TimeSpan? timeout = null,
            CancellationToken cancellationToken = default
        ) => After(ExpectNextNAsync(all, timeout, cancellationToken));

        /// <summary>The next elements.</summary>
        public async IAsyncEnumerable<T> ExpectNextNAsync(
            long n,
            TimeSpan? timeout = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            for (long i = 0; i < n; i++)
            {
                yield return await ExpectNextAsync(timeout, cancellationToken);
            }
        }

        /// <summary>The next elements, which must be the given ones.</summary>
        public async Task ExpectNextNAsync(
            IEnumerable<T> all,
            TimeSpan? timeout = null,
            CancellationToken cancellationToken = default
        )
        {
            foreach (var element in all)
            {
                await NextIsAsync(element, timeout, cancellationToken);
            }
        }

        /// <summary>The next elements, which must be the given ones in any order.</summary>
        public ManualProbe<T> ExpectNextUnordered(params T[] elems) => ExpectNextUnorderedN(elems);

        /// <summary>The next elements, which must be the given ones in any order.</summary>
        public ManualProbe<T> ExpectNextUnordered(TimeSpan? timeout, params T[] elems) =>
            ExpectNextUnorderedN(elems, timeout);

        /// <summary>The next elements, which must be the given ones in any order.</summary>
        public ManualProbe<T> ExpectNextUnorderedN(
            IEnumerable<T> all,
            TimeSpan? timeout = null,
            CancellationToken cancellationToken = default
        )
        {
            var missing = all.ToList();
            while (missing.Count > 0)
            {
                var next = ExpectNext(timeout, cancellationToken);
                TestProbe.TestAssertions.AssertTrue(
                    missing.Remove(next),
                    "Expected one of {0}, got {1}",
                    string.Join(", ", missing),
                    next!
                );
            }
            return this;
        }

        /// <summary>All elements until the stream is complete.</summary>
        public IList<T> ToStrict(TimeSpan atMost, CancellationToken cancellationToken = default) =>
            ToStrictAsync(atMost, cancellationToken).ToListAsync().Outcome();

        /// <summary>All elements until the stream is complete.</summary>
        public async IAsyncEnumerable<T> ToStrictAsync(
            TimeSpan atMost,
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            var deadline = Akka.TestKit.TestKitBase.Now + atMost;
            (await ExpectSubscribedAsync(cancellationToken)).Request(long.MaxValue);
            while (true)
            {
                var left = deadline - Akka.TestKit.TestKitBase.Now;
                var next = await ExpectEventAsync(
                    left > TimeSpan.Zero ? left : TimeSpan.Zero,
                    cancellationToken
                );
                switch (next)
                {
                    case OnNext<T> element:
                        yield return element.Element;
                        break;
                    case OnComplete:
                        yield break;
                    case OnError error:
                        throw new ArgumentException(
                            "The stream failed before it was complete.",
                            nameof(atMost),
                            error.Cause
                        );
                }
            }
        }
    }
}
