using System.Threading.Channels;
using Akka.Streams.Dsl;
using Akka.Streams.Supervision;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Flows;

/// <summary>Operators that watch, bound or regroup what passes.</summary>
public sealed class Operators_that_bound_and_watch : StreamsTest
{
    private static Source<int, NotUsed> Numbers => Source.From(Enumerable.Range(1, 5));

    private async Task<IEnumerable<T>> All<T, TMat>(Source<T, TMat> source) =>
        await source.RunWith(Sink.Seq<T>(), Materializer).Soon();

    [Fact]
    public async Task LimitWeighted_fails_when_the_weights_come_to_more()
    {
        (await All(Numbers.LimitWeighted(15, x => x))).ShouldBe([1, 2, 3, 4, 5]);
        (
            await Numbers.LimitWeighted(14, x => x).RunWith(Sink.Seq<int>(), Materializer).Failure()
        ).ShouldBeOfType<StreamLimitReachedException>();
    }

    [Fact]
    public async Task GroupedWeightedWithin_makes_groups_of_a_weight() =>
        (await All(Numbers.GroupedWeightedWithin(2, TimeSpan.FromMinutes(1), _ => 1)))
            .Select(group => string.Join(',', group))
            .ShouldBe(["1,2", "3,4", "5"]);

    [Fact]
    public async Task SkipWithin_drops_what_comes_in_the_beginning()
    {
        (await All(Numbers.SkipWithin(TimeSpan.FromMinutes(1)))).ShouldBeEmpty();
        (
            await Source
                .Tick(TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(1), "late")
                .SkipWithin(TimeSpan.FromMilliseconds(20))
                .RunWith(Sink.First<string>(), Materializer)
                .Soon()
        ).ShouldBe("late");
    }

    [Fact]
    public async Task Detach_passes_everything_on() =>
        (await All(Numbers.Detach())).ShouldBe([1, 2, 3, 4, 5]);

    /// <summary>A tap that is busy misses elements: each is offered when it has seen the one before.</summary>
    [Fact]
    public async Task WireTap_sees_what_passes_while_it_is_not_busy()
    {
        var seen = Channel.CreateUnbounded<int>();
        var (queue, all) = Source
            .Queue<int>(1, OverflowStrategy.Backpressure)
            .WireTap(x => seen.Writer.TryWrite(x))
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        for (var i = 1; i <= 3; i++)
        {
            await queue.OfferAsync(i).Soon();
            (await seen.Reader.ReadAsync().AsTask().Soon()).ShouldBe(i);
        }

        queue.Complete();
        (await all.Soon()).ShouldBe([1, 2, 3]);
    }

    [EngineFact(
        "The packages' tap is a sink beside the stream, and misses what it is too busy for."
    )]
    public async Task WireTap_sees_all_that_passes()
    {
        var seen = new List<int>();
        (await All(Numbers.WireTap(seen.Add))).ShouldBe([1, 2, 3, 4, 5]);
        seen.ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task A_throttle_may_weigh_the_elements()
    {
        (
            await All(
                Numbers.Throttle(1, TimeSpan.FromMinutes(1), 15, x => x, ThrottleMode.Enforcing)
            )
        ).ShouldBe([1, 2, 3, 4, 5]);
        (
            await Numbers
                .Throttle(1, TimeSpan.FromMinutes(1), 9, x => x, ThrottleMode.Enforcing)
                .RunWith(Sink.Seq<int>(), Materializer)
                .Failure()
        ).ShouldBeOfType<OverflowException>();
    }

    [Fact]
    public async Task RecoverWith_goes_on_with_another_source_whenever_that_fails_too()
    {
        var left = 3;
        Source<int, NotUsed> Next(Exception cause) =>
            left-- > 0
                ? Source.From([left, -1]).Select(x => x < 0 ? throw cause : x)
                : Source.Single(100);
        (
            await All(Source.Failed<int>(new InvalidOperationException("broken")).RecoverWith(Next))
        ).ShouldBe([2, 1, 0, 100]);
    }

    [Fact]
    public async Task RecoverWithRetries_of_none_does_not_recover() =>
        (
            await Source
                .Failed<int>(new InvalidOperationException("broken"))
                .RecoverWithRetries(_ => Source.Single(1), 0)
                .RunWith(Sink.Seq<int>(), Materializer)
                .Failure()
        ).Message.ShouldBe("broken");

    [Fact]
    public async Task Merged_sources_may_combine_their_values()
    {
        var (both, all) = Source
            .Maybe<int>()
            .MergeMaterialized(Source.Maybe<int>(), Keep.Both)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        both.Item1.SetResult(1);
        both.Item2.SetResult(2);
        (await all.Soon()).ShouldBe([1, 2], ignoreOrder: true);
    }

    /// <summary>Whether that is noticed when the stream is made or when it is run is left open.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Sizes_are_positive(int size)
    {
        await Should.ThrowAsync<ArgumentException>(() => All(Numbers.Grouped(size)));
        await Should.ThrowAsync<ArgumentException>(() =>
            All(Numbers.Buffer(size, OverflowStrategy.Backpressure))
        );
    }

    [Fact]
    public async Task A_decider_that_restarts_forgets_what_a_scan_has_summed()
    {
        var source = Numbers
            .Scan(0, (sum, x) => x == 3 ? throw new InvalidOperationException("three") : sum + x)
            .WithAttributes(ActorAttributes.CreateSupervisionStrategy(Deciders.RestartingDecider));
        (await All(source)).ShouldBe([0, 1, 3, 0, 4, 9]);
    }
}
