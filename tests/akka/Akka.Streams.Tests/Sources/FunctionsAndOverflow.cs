using Akka.Actor;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Sources;

/// <summary>A source with an actor reference whose stream is too slow for what it is told.</summary>
public sealed class A_source_with_an_actor_reference_that_overflows : StreamsTest
{
    /// <summary>More than any buffer on the way holds.</summary>
    private const int Many = 200;

    [Theory]
    [InlineData(OverflowStrategy.DropHead, true)]
    [InlineData(OverflowStrategy.DropTail, true)]
    [InlineData(OverflowStrategy.DropBuffer, true)]
    [InlineData(OverflowStrategy.DropNew, false)]
    public async Task Drops_some_and_emits_the_rest_before_it_completes(
        OverflowStrategy strategy,
        bool keepsTheNewest
    )
    {
        var (actor, gate, seen, done) = await Busy(strategy);
        for (var i = 2; i <= Many; i++)
            actor.Tell(i);
        actor.Tell(new Status.Success("done"));
        gate.SetResult();
        await done.Soon();
        seen.Count.ShouldBeInRange(2, Many / 2);
        seen.ShouldBe(seen.Distinct().Order());
        (seen[^1] == Many).ShouldBe(keepsTheNewest);
    }

    [Fact]
    public async Task Fails_when_it_must_not()
    {
        var (actor, gate, _, done) = await Busy(OverflowStrategy.Fail);
        for (var i = 2; i <= Many; i++)
            actor.Tell(i);
        gate.SetResult();
        (await done.Failure()).ShouldBeOfType<BufferOverflowException>();
    }

    [Fact]
    public async Task Is_told_in_vain_once_it_has_failed()
    {
        var (actor, gate, _, done) = await Busy(OverflowStrategy.Fail);
        for (var i = 2; i <= Many; i++)
            actor.Tell(i, ActorRefs.NoSender);
        gate.SetResult();
        await done.Failure();
        Should.NotThrow(() => actor.Tell(-1, ActorRefs.NoSender));
    }

    /// <summary>Two fit into the buffer, and the first element keeps the sink busy.</summary>
    private async Task<(
        IActorRef Actor,
        TaskCompletionSource Gate,
        List<int> Seen,
        Task Done
    )> Busy(OverflowStrategy strategy)
    {
        var gate = SoonExtensions.NewSignal();
        var busy = SoonExtensions.NewSignal();
        var seen = new List<int>();
        var (actor, done) = Source
            .ActorRef<int>(2, strategy)
            .ToMaterialized(
                Sink.ForEachAsync<int>(
                    1,
                    element =>
                    {
                        seen.Add(element);
                        busy.TrySetResult();
                        return gate.Task;
                    }
                ),
                Keep.Both
            )
            .Run(Materializer);
        actor.Tell(1);
        await busy.Task.Soon();
        return (actor, gate, seen, done);
    }
}

/// <summary>Sources that are made of a function or of another graph.</summary>
public sealed class Sources_made_of_functions : StreamsTest
{
    [Fact]
    public async Task UnfoldInfinite_never_ends() =>
        (
            await Source
                .UnfoldInfinite(1, state => (2 * state, $"{state}"))
                .Take(4)
                .RunWith(Sink.Seq<string>(), Materializer)
                .Soon()
        ).ShouldBe(["1", "2", "4", "8"]);

    [Fact]
    public async Task FromEnumerator_asks_for_one_in_each_run()
    {
        var asked = 0;
        var source = Source.FromEnumerator(() =>
        {
            asked++;
            return Enumerable.Range(1, 2).GetEnumerator();
        });
        for (var run = 1; run <= 2; run++)
        {
            (await source.RunWith(Sink.Seq<int>(), Materializer).Soon()).ShouldBe([1, 2]);
            asked.ShouldBe(run);
        }
    }

    [Fact]
    public async Task A_graph_is_a_source_a_flow_or_a_sink_again()
    {
        IGraph<SourceShape<int>, NotUsed> source = Source.From([1, 2, 3]);
        IGraph<FlowShape<int, int>, NotUsed> flow = Flow.Create<int>().Select(x => x * 2);
        IGraph<SinkShape<int>, Task<int>> sink = Sink.Aggregate<int, int>(0, (a, b) => a + b);
        var sum = Source
            .FromGraph(source)
            .Via(Flow.FromGraph(flow))
            .RunWith(Sink.FromGraph(sink), Materializer);
        (await sum.Soon()).ShouldBe(12);
    }

    [Fact]
    public async Task A_fold_may_await()
    {
        var sum = Source
            .From([1, 2, 3])
            .RunAggregateAsync(
                0,
                async (total, x) =>
                {
                    await Task.Yield();
                    return total + x;
                },
                Materializer
            );
        (await sum.Soon()).ShouldBe(6);
    }

    [Fact]
    public async Task ForEachParallel_sees_everything()
    {
        var sum = 0;
        await Source
            .From(Enumerable.Range(1, 100))
            .RunWith(Sink.ForEachParallel<int>(4, x => Interlocked.Add(ref sum, x)), Materializer)
            .Soon();
        sum.ShouldBe(5050);
    }

    [Fact]
    public async Task An_async_enumerable_may_have_a_buffer_of_its_own()
    {
        var seen = new List<int>();
        await foreach (
            var x in Source
                .From(Enumerable.Range(1, 100))
                .RunAsAsyncEnumerableBuffer(Materializer, 1, 2)
        )
            seen.Add(x);
        seen.ShouldBe(Enumerable.Range(1, 100));
    }
}
