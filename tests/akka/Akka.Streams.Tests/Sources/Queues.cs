using Akka.Actor;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Sources;

public sealed class A_source_queue : StreamsTest
{
    private (
        ISourceQueueWithComplete<int> Queue,
        TaskCompletionSource Gate,
        Task<List<int>> Seen
    ) Gated(int size, OverflowStrategy strategy)
    {
        // The first element stays in the sink until the gate opens.
        var gate = SoonExtensions.NewSignal();
        var seen = new List<int>();
        var (queue, done) = Source
            .Queue<int>(size, strategy)
            .ToMaterialized(
                Sink.ForEachAsync<int>(
                    1,
                    element =>
                    {
                        seen.Add(element);
                        return gate.Task;
                    }
                ),
                Keep.Both
            )
            .Run(Materializer);
        return (queue, gate, done.ContinueWith(_ => seen, TaskScheduler.Default));
    }

    [Fact]
    public async Task Emits_what_is_offered_and_completes()
    {
        var (queue, done) = Source
            .Queue<int>(10, OverflowStrategy.Backpressure)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        for (var i = 1; i <= 100; i++)
            (await queue.OfferAsync(i).Soon()).ShouldBe(QueueOfferResult.Enqueued.Instance);
        queue.Complete();
        (await done.Soon()).ShouldBe(Enumerable.Range(1, 100));
        await queue.WatchCompletionAsync().Soon();
    }

    [Fact]
    public async Task Holds_an_offer_back_when_it_is_full()
    {
        var (queue, gate, seen) = Gated(1, OverflowStrategy.Backpressure);
        (await queue.OfferAsync(1).Soon()).ShouldBe(QueueOfferResult.Enqueued.Instance);
        (await queue.OfferAsync(2).Soon()).ShouldBe(QueueOfferResult.Enqueued.Instance);
        var third = queue.OfferAsync(3);
        (await queue.OfferAsync(4).Failure()).ShouldNotBeNull();
        third.IsCompleted.ShouldBeFalse();
        gate.SetResult();
        (await third.Soon()).ShouldBe(QueueOfferResult.Enqueued.Instance);
        queue.Complete();
        (await seen.Soon()).ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData(OverflowStrategy.DropHead, new[] { 1, 3, 4 })]
    [InlineData(OverflowStrategy.DropTail, new[] { 1, 2, 4 })]
    [InlineData(OverflowStrategy.DropBuffer, new[] { 1, 4 })]
    public async Task Drops_what_the_strategy_says(OverflowStrategy strategy, int[] expected)
    {
        var (queue, gate, seen) = Gated(2, strategy);
        for (var i = 1; i <= 4; i++)
            (await queue.OfferAsync(i).Soon()).ShouldBe(QueueOfferResult.Enqueued.Instance);
        gate.SetResult();
        queue.Complete();
        (await seen.Soon()).ShouldBe(expected);
    }

    [Fact]
    public async Task Says_when_it_drops_a_new_element()
    {
        var (queue, gate, seen) = Gated(1, OverflowStrategy.DropNew);
        await queue.OfferAsync(1).Soon();
        await queue.OfferAsync(2).Soon();
        (await queue.OfferAsync(3).Soon()).ShouldBe(QueueOfferResult.Dropped.Instance);
        gate.SetResult();
        queue.Complete();
        (await seen.Soon()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Fails_when_it_is_full_if_that_is_wanted()
    {
        var (queue, gate, _) = Gated(1, OverflowStrategy.Fail);
        await queue.OfferAsync(1).Soon();
        await queue.OfferAsync(2).Soon();
        (await queue.OfferAsync(3).Soon())
            .ShouldBeOfType<QueueOfferResult.Failure>()
            .Cause.ShouldBeOfType<BufferOverflowException>();
        (await queue.WatchCompletionAsync().Failure()).ShouldBeOfType<BufferOverflowException>();
        gate.SetResult();
    }

    [Fact]
    public async Task Is_closed_after_the_stream_was_cancelled()
    {
        var (queue, first) = Source
            .Queue<int>(1, OverflowStrategy.Backpressure)
            .ToMaterialized(Sink.First<int>(), Keep.Both)
            .Run(Materializer);
        await queue.OfferAsync(1).Soon();
        (await first.Soon()).ShouldBe(1);
        await queue.WatchCompletionAsync().Soon();
    }

    [Fact]
    public async Task Fails_the_stream_when_it_is_told_to()
    {
        var (queue, done) = Source
            .Queue<int>(1, OverflowStrategy.Backpressure)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both)
            .Run(Materializer);
        queue.Fail(new InvalidOperationException("broken"));
        (await done.Failure()).Message.ShouldBe("broken");
    }
}

public sealed class A_source_with_an_actor_reference : StreamsTest
{
    [Fact]
    public async Task Emits_what_it_is_told_and_completes_with_success()
    {
        var (actor, done) = Source
            .ActorRef<int>(100, OverflowStrategy.DropNew)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        for (var i = 1; i <= 50; i++)
            actor.Tell(i);
        actor.Tell(new Status.Success("done"));
        (await done.Soon()).ShouldBe(Enumerable.Range(1, 50));
    }

    [Fact]
    public async Task Fails_with_a_failure()
    {
        var (actor, done) = Source
            .ActorRef<int>(10, OverflowStrategy.DropNew)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both)
            .Run(Materializer);
        actor.Tell(new Status.Failure(new InvalidOperationException("broken")));
        (await done.Failure()).Message.ShouldBe("broken");
    }

    [Fact]
    public async Task Completes_with_a_poison_pill()
    {
        var (actor, done) = Source
            .ActorRef<int>(10, OverflowStrategy.DropNew)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both)
            .Run(Materializer);
        actor.Tell(PoisonPill.Instance);
        await done.Soon();
    }

    [Fact]
    public async Task Can_be_watched()
    {
        var (actor, done) = Source
            .ActorRef<int>(10, OverflowStrategy.DropNew)
            .ToMaterialized(Sink.First<int>(), Keep.Both)
            .Run(Materializer);
        var stopped = actor.GracefulStop(Patience);
        (await stopped.Soon()).ShouldBeTrue();
        await done.Failure();
    }

    [Fact]
    public void Cannot_hold_its_senders_back() =>
        Should.Throw<NotSupportedException>(() =>
            Source.ActorRef<int>(1, OverflowStrategy.Backpressure)
        );
}
