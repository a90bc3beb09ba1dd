using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Flows;

public sealed class Operators_on_elements : StreamsTest
{
    private static Source<int, NotUsed> Numbers(int to) => Source.From(Enumerable.Range(1, to));

    private Task<System.Collections.Immutable.IImmutableList<T>> All<T>(
        Source<T, NotUsed> source
    ) => source.RunWith(Sink.Seq<T>(), Materializer).Soon();

    [Fact]
    public async Task Select_maps() =>
        (await All(Numbers(3).Select(x => $"{x}!"))).ShouldBe(["1!", "2!", "3!"]);

    [Fact]
    public async Task Where_and_WhereNot_choose()
    {
        (await All(Numbers(6).Where(x => x % 2 == 0))).ShouldBe([2, 4, 6]);
        (await All(Numbers(6).WhereNot(x => x % 2 == 0))).ShouldBe([1, 3, 5]);
    }

    [Fact]
    public async Task Where_may_drop_very_many_in_a_row() =>
        (await All(Numbers(1_000_000).Where(x => x == 1_000_000))).ShouldBe([1_000_000]);

    [Fact]
    public async Task Collect_maps_what_it_is_defined_for() =>
        (await All(Numbers(5).Collect(x => x > 3, x => x * 10))).ShouldBe([40, 50]);

    [Fact]
    public async Task Take_completes_and_cancels()
    {
        (await All(Numbers(10).Take(3))).ShouldBe([1, 2, 3]);
        (await All(Numbers(10).Take(0))).ShouldBeEmpty();
        (await All(Source.Repeat(1).Take(2))).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task TakeWhile_ends_at_the_first_that_does_not_hold()
    {
        (await All(Numbers(10).TakeWhile(x => x < 3))).ShouldBe([1, 2]);
        (await All(Numbers(10).TakeWhile(x => x < 3, inclusive: true))).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Skip_and_SkipWhile_leave_the_start_out()
    {
        (await All(Numbers(5).Skip(3))).ShouldBe([4, 5]);
        (await All(Numbers(5).SkipWhile(x => x != 3))).ShouldBe([3, 4, 5]);
    }

    [Fact]
    public async Task SelectMany_flattens()
    {
        (await All(Numbers(3).SelectMany(x => Enumerable.Repeat(x, x)))).ShouldBe([
            1,
            2,
            2,
            3,
            3,
            3,
        ]);
        (await All(Numbers(100_000).SelectMany(x => x == 100_000 ? new[] { 1 } : []))).ShouldBe([
            1,
        ]);
    }

    [Fact]
    public async Task StatefulSelectMany_has_a_state_for_each_run()
    {
        var source = Numbers(3)
            .StatefulSelectMany<int, int, NotUsed>(() =>
            {
                var sum = 0;
                return x => new[] { sum += x };
            });
        (await All(source)).ShouldBe([1, 3, 6]);
        (await All(source)).ShouldBe([1, 3, 6]);
    }

    [Fact]
    public async Task Scan_emits_every_state_and_Aggregate_the_last()
    {
        (await All(Numbers(3).Scan(0, (a, b) => a + b))).ShouldBe([0, 1, 3, 6]);
        (await All(Source.Empty<int>().Scan(7, (a, b) => a + b))).ShouldBe([7]);
        (await All(Numbers(3).Aggregate(10, (a, b) => a + b))).ShouldBe([16]);
        (await All(Source.Empty<int>().Aggregate(10, (a, b) => a + b))).ShouldBe([10]);
        (await All(Numbers(4).Sum((a, b) => a + b))).ShouldBe([10]);
    }

    [Fact]
    public async Task Async_folds_wait_for_their_tasks()
    {
        (
            await All(
                Numbers(4)
                    .AggregateAsync(
                        0,
                        async (a, b) =>
                        {
                            await Task.Yield();
                            return a + b;
                        }
                    )
            )
        ).ShouldBe([10]);
        (
            await All(
                Numbers(3)
                    .ScanAsync(
                        0,
                        async (a, b) =>
                        {
                            await Task.Yield();
                            return a + b;
                        }
                    )
            )
        ).ShouldBe([0, 1, 3, 6]);
    }

    [Fact]
    public async Task Sum_of_nothing_fails() =>
        (
            await Source
                .Empty<int>()
                .Sum((a, b) => a + b)
                .RunWith(Sink.Ignore<int>(), Materializer)
                .Failure()
        ).ShouldBeOfType<NoSuchElementException>();

    [Fact]
    public async Task Grouped_makes_groups()
    {
        var groups = await All(Numbers(5).Grouped(2).Select(group => string.Join(',', group)));
        groups.ShouldBe(["1,2", "3,4", "5"]);
    }

    [Fact]
    public async Task Sliding_makes_windows()
    {
        var groups = await All(Numbers(5).Sliding(3).Select(group => string.Join(',', group)));
        groups.ShouldBe(["1,2,3", "2,3,4", "3,4,5"]);
        groups = await All(Numbers(5).Sliding(2, 2).Select(group => string.Join(',', group)));
        groups.ShouldBe(["1,2", "3,4", "5"]);
    }

    [Fact]
    public async Task Intersperse_puts_separators()
    {
        (await All(Numbers(3).Intersperse(0))).ShouldBe([1, 0, 2, 0, 3]);
        (await All(Numbers(2).Intersperse(8, 0, 9))).ShouldBe([8, 1, 0, 2, 9]);
        (await All(Source.Empty<int>().Intersperse(8, 0, 9))).ShouldBe([8, 9]);
        (await All(Numbers(1).Intersperse(0))).ShouldBe([1]);
    }

    [Fact]
    public async Task ZipWithIndex_counts() =>
        (await All(Source.From(new[] { "a", "b" }).ZipWithIndex())).ShouldBe([
            ("a", 0L),
            ("b", 1L),
        ]);

    [Fact]
    public async Task Limit_fails_a_stream_that_is_too_long()
    {
        (await All(Numbers(3).Limit(3))).ShouldBe([1, 2, 3]);
        (
            await Numbers(4).Limit(3).RunWith(Sink.Ignore<int>(), Materializer).Failure()
        ).ShouldBeOfType<StreamLimitReachedException>();
    }

    [Fact]
    public async Task A_flow_can_be_used_in_many_streams()
    {
        var flow = Flow.Create<int>().Select(x => x + 1).Where(x => x % 2 == 0);
        (await All(Numbers(4).Via(flow))).ShouldBe([2, 4]);
        (await All(Numbers(6).Via(flow).Via(flow))).ShouldBe([]);
        (await All(Numbers(4).Via(Flow.FromFunction((int x) => x * 2)))).ShouldBe([2, 4, 6, 8]);
    }

    [Fact]
    public async Task Elements_of_every_kind_pass()
    {
        (await All(Source.From(new[] { (1, "a"), (2, "b") }).Select(x => x))).ShouldBe([
            (1, "a"),
            (2, "b"),
        ]);
        (await All(Source.From(new object[] { 1, "x" }))).ShouldBe([1, "x"]);
    }
}
