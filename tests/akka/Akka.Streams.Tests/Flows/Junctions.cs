using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Flows;

public sealed class Streams_that_meet : StreamsTest
{
    private static Source<int, NotUsed> Numbers(int from, int count) =>
        Source.From(Enumerable.Range(from, count));

    private Task<System.Collections.Immutable.IImmutableList<T>> All<T, TMat>(
        Source<T, TMat> source
    ) => source.RunWith(Sink.Seq<T>(), Materializer).Soon();

    [Fact]
    public async Task Merge_emits_all_of_both()
    {
        var all = await All(Numbers(1, 100).Merge(Numbers(101, 100)));
        all.Order().ShouldBe(Enumerable.Range(1, 200));
        all.Where(x => x <= 100).ShouldBe(Enumerable.Range(1, 100));
    }

    [Fact]
    public async Task Merge_waits_for_both_unless_it_is_eager()
    {
        (await All(Numbers(1, 2).Merge(Source.Never<int>(), eagerComplete: true))).ShouldBe([1, 2]);
        var (killSwitch, all) = Numbers(1, 2)
            .Merge(Source.Never<int>())
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        killSwitch.Shutdown();
        await all.Soon();
    }

    [Fact]
    public async Task Merge_takes_a_wider_type()
    {
        var all = await All(Source.From(new[] { "a" }).Merge(Source.From(new object[] { "b" })));
        all.Order().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Merge_fails_with_either()
    {
        var cause = new InvalidOperationException("broken");
        (
            await Source
                .Never<int>()
                .Merge(Source.Failed<int>(cause))
                .RunWith(Sink.Ignore<int>(), Materializer)
                .Failure()
        ).ShouldBe(cause);
    }

    [Fact]
    public async Task Concat_emits_the_second_after_the_first()
    {
        (await All(Numbers(1, 3).Concat(Numbers(4, 2)))).ShouldBe([1, 2, 3, 4, 5]);
        (await All(Source.Empty<int>().Concat(Numbers(4, 2)))).ShouldBe([4, 5]);
        (await All(Numbers(1, 2).Concat(Source.Empty<int>()))).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Prepend_emits_the_second_before_the_first() =>
        (await All(Numbers(1, 2).Prepend(Numbers(8, 2)))).ShouldBe([8, 9, 1, 2]);

    [Fact]
    public async Task OrElse_stands_in_for_an_empty_source()
    {
        (await All(Source.Empty<int>().OrElse(Numbers(1, 2)))).ShouldBe([1, 2]);
        (await All(Numbers(8, 2).OrElse(Numbers(1, 2)))).ShouldBe([8, 9]);
    }

    [Fact]
    public async Task Zip_ends_with_the_shorter()
    {
        (await All(Numbers(1, 3).Zip(Source.From(new[] { "a", "b" })))).ShouldBe([
            (1, "a"),
            (2, "b"),
        ]);
        (await All(Numbers(1, 2).ZipWith(Numbers(10, 5), (a, b) => a + b))).ShouldBe([11, 13]);
    }

    [Fact]
    public async Task ConcatMany_emits_one_source_after_the_other() =>
        (await All(Numbers(1, 3).ConcatMany(x => Numbers(x * 10, x)))).ShouldBe([
            10,
            20,
            21,
            30,
            31,
            32,
        ]);

    [Fact]
    public async Task AlsoTo_sends_everything_to_both()
    {
        var (side, main) = Numbers(1, 5)
            .AlsoToMaterialized(Sink.Seq<int>(), Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        (await main.Soon()).ShouldBe([1, 2, 3, 4, 5]);
        (await side.Soon()).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task AlsoTo_goes_on_with_one_when_the_other_has_enough()
    {
        var (side, main) = Numbers(1, 5)
            .AlsoToMaterialized(Sink.Seq<int>(), Keep.Right)
            .Take(2)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        (await main.Soon()).ShouldBe([1, 2]);
        (await side.Soon()).ShouldBe([1, 2, 3, 4, 5]);

        var (first, all) = Numbers(1, 5)
            .AlsoToMaterialized(Sink.First<int>(), Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        (await first.Soon()).ShouldBe(1);
        (await all.Soon()).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task AlsoTo_ends_when_both_have_enough()
    {
        var ((ended, side), main) = Source
            .Repeat(1)
            .WatchTermination(Keep.Right)
            .AlsoToMaterialized(Sink.First<int>(), Keep.Both)
            .ToMaterialized(Sink.First<int>(), Keep.Both)
            .Run(Materializer);
        await ended.Soon();
        (await side.Soon()).ShouldBe(1);
        (await main.Soon()).ShouldBe(1);
    }

    [Fact]
    public async Task AlsoTo_that_propagates_gives_both_the_last_element_before_it_ends()
    {
        var (side, main) = Numbers(1, 5)
            .AlsoToMaterialized(Sink.Seq<int>(), Keep.Right, true)
            .Take(2)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        (await main.Soon()).ShouldBe([1, 2]);
        (await side.Soon()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task AlsoTo_goes_as_fast_as_the_slower_one()
    {
        var gate = SoonExtensions.NewSignal();
        var seen = 0;
        var (side, main) = Numbers(1, 3)
            .AlsoToMaterialized(Sink.ForEachAsync<int>(1, _ => gate.Task), Keep.Right)
            .ToMaterialized(Sink.ForEach<int>(_ => Interlocked.Increment(ref seen)), Keep.Both)
            .Run(Materializer);
        Volatile.Read(ref seen).ShouldBeLessThanOrEqualTo(1);
        gate.SetResult();
        await side.Soon();
        await main.Soon();
        seen.ShouldBe(3);
    }
}
