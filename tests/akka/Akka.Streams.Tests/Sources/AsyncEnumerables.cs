using System.Runtime.CompilerServices;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Sources;

public sealed class A_source_of_an_async_enumerable : StreamsTest
{
    private static async IAsyncEnumerable<int> Count(
        int to,
        bool hop,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        for (var i = 1; i <= to; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (hop)
                await Task.Yield();
            yield return i;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Emits_all_elements_in_order(bool hop)
    {
        var all = await Source
            .From(() => Count(10_000, hop))
            .RunWith(Sink.Seq<int>(), Materializer)
            .Soon();
        all.ShouldBe(Enumerable.Range(1, 10_000));
    }

    [Fact]
    public async Task Starts_a_new_enumeration_for_each_run()
    {
        var starts = 0;
        var source = Source.From(() =>
        {
            Interlocked.Increment(ref starts);
            return Count(2, hop: true);
        });
        (await source.RunWith(Sink.Seq<int>(), Materializer).Soon()).ShouldBe([1, 2]);
        (await source.RunWith(Sink.Seq<int>(), Materializer).Soon()).ShouldBe([1, 2]);
        starts.ShouldBe(2);
    }

    [Fact]
    public async Task Takes_no_element_without_demand()
    {
        var produced = 0;
        async IAsyncEnumerable<int> Produce()
        {
            for (var i = 1; i <= 20; i++)
            {
                await Task.Yield();
                produced++;
                yield return i;
            }
        }

        var ahead = new List<int>();
        await Source
            .From(Produce)
            .RunWith(
                Sink.ForEachAsync<int>(
                    1,
                    async element =>
                    {
                        ahead.Add(Volatile.Read(ref produced) - element);
                        await Task.Yield();
                    }
                ),
                Materializer
            )
            .Soon();
        ahead.Count.ShouldBe(20);
        ahead.ShouldAllBe(one => one == 0);
    }

    [Fact]
    public async Task Fails_with_the_enumeration()
    {
        static async IAsyncEnumerable<int> Fail()
        {
            yield return 1;
            await Task.Yield();
            throw new InvalidOperationException("broken");
        }

        var failure = await Source.From(Fail).RunWith(Sink.Ignore<int>(), Materializer).Failure();
        failure.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("broken");
    }

    [Fact]
    public async Task Fails_when_it_cannot_be_made()
    {
        // Whether the run or the stream fails is left open.
        await Should.ThrowAsync<InvalidOperationException>(async () =>
            await Source
                .From(IAsyncEnumerable<int> () => throw new InvalidOperationException("no"))
                .RunWith(Sink.Ignore<int>(), Materializer)
                .Soon()
        );
    }

    [Fact]
    public async Task Cancels_the_token_and_disposes_the_enumerator_when_the_stream_is_cancelled()
    {
        var waiting = SoonExtensions.NewSignal();
        var cancelled = SoonExtensions.NewSignal();
        var disposed = SoonExtensions.NewSignal();
        async IAsyncEnumerable<int> Wait([EnumeratorCancellation] CancellationToken token = default)
        {
            try
            {
                yield return 1;
                waiting.SetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, token);
                }
                catch (OperationCanceledException)
                {
                    cancelled.SetResult();
                    throw;
                }
            }
            finally
            {
                disposed.SetResult();
            }
        }

        var (killSwitch, done) = Source
            .From(() => Wait())
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both)
            .Run(Materializer);
        await waiting.Task.Soon();
        killSwitch.Shutdown();
        await done.Soon();
        await cancelled.Task.Soon();
        await disposed.Task.Soon();
    }

    [Fact]
    public async Task Disposes_the_enumerator_when_it_is_cancelled_between_elements()
    {
        var disposed = SoonExtensions.NewSignal();
        async IAsyncEnumerable<int> Endless()
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    await Task.CompletedTask;
                    yield return i;
                }
            }
            finally
            {
                disposed.SetResult();
            }
        }

        (
            await Source.From(Endless).Take(3).RunWith(Sink.Seq<int>(), Materializer).Soon()
        ).ShouldBe([0, 1, 2]);
        await disposed.Task.Soon();
    }
}
