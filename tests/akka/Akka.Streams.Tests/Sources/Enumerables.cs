using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Sources;

public sealed class A_source_of_an_enumerable : StreamsTest
{
    [Fact]
    public async Task Emits_all_elements_in_order()
    {
        var all = await Source
            .From(Enumerable.Range(1, 1000))
            .RunWith(Sink.Seq<int>(), Materializer)
            .Soon();
        all.ShouldBe(Enumerable.Range(1, 1000));
    }

    [Fact]
    public async Task Emits_the_elements_of_arrays_and_iterators_alike()
    {
        static IEnumerable<int> Iterate()
        {
            yield return 1;
            yield return 2;
        }

        (await Source.From(new[] { 1, 2 }).RunWith(Sink.Seq<int>(), Materializer).Soon()).ShouldBe([
            1,
            2,
        ]);
        (await Source.From(Iterate()).RunWith(Sink.Seq<int>(), Materializer).Soon()).ShouldBe([
            1,
            2,
        ]);
        (
            await Source.From(new List<int> { 1, 2 }).RunWith(Sink.Seq<int>(), Materializer).Soon()
        ).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Completes_at_once_when_it_is_empty()
    {
        (
            await Source.From(Array.Empty<int>()).RunWith(Sink.Seq<int>(), Materializer).Soon()
        ).ShouldBeEmpty();
    }

    [Fact]
    public async Task Can_be_run_again()
    {
        var source = Source.From(Enumerable.Range(1, 3));
        (await source.RunWith(Sink.Seq<int>(), Materializer).Soon()).ShouldBe([1, 2, 3]);
        (await source.RunWith(Sink.Seq<int>(), Materializer).Soon()).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Fails_when_the_enumerator_fails()
    {
        static IEnumerable<int> Iterate()
        {
            yield return 1;
            throw new InvalidOperationException("broken");
        }

        var failure = await Source
            .From(Iterate())
            .RunWith(Sink.Ignore<int>(), Materializer)
            .Failure();
        failure.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("broken");
    }

    [EngineFact("Akka.NET leaves the enumerator of a plain enumerable to the collector.")]
    public async Task Disposes_the_enumerator_when_it_is_cancelled()
    {
        var disposed = SoonExtensions.NewSignal();
        IEnumerable<int> Iterate()
        {
            try
            {
                for (var i = 0; ; i++)
                    yield return i;
            }
            finally
            {
                disposed.SetResult();
            }
        }

        (await Source.From(Iterate()).RunWith(Sink.First<int>(), Materializer).Soon()).ShouldBe(0);
        await disposed.Task.Soon();
    }

    [Fact]
    public async Task Does_not_hold_a_thread_for_ever_when_it_has_no_end()
    {
        var (killSwitch, done) = Source
            .Repeat(1)
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both)
            .Run(Materializer);
        (await Source.Single(2).RunWith(Sink.First<int>(), Materializer).Soon()).ShouldBe(2);
        killSwitch.Shutdown();
        await done.Soon();
    }
}
