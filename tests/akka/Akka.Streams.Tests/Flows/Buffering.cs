using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Flows;

/// <summary>A sink that is busy with its first element until it is let go.</summary>
public sealed class A_busy_downstream : StreamsTest
{
    private readonly TaskCompletionSource _gate = SoonExtensions.NewSignal();

    private (ISourceQueueWithComplete<int> Queue, Task<List<T>> Seen) Run<T>(
        Func<
            Source<int, ISourceQueueWithComplete<int>>,
            Source<T, ISourceQueueWithComplete<int>>
        > build
    )
    {
        var seen = new List<T>();
        var (queue, done) = build(Source.Queue<int>(0, OverflowStrategy.Backpressure))
            .ToMaterialized(
                Sink.ForEachAsync<T>(
                    1,
                    element =>
                    {
                        seen.Add(element);
                        return _gate.Task;
                    }
                ),
                Keep.Both
            )
            .Run(Materializer);
        return (queue, Collect());

        async Task<List<T>> Collect()
        {
            await done;
            return seen;
        }
    }

    private static async Task Offer(ISourceQueueWithComplete<int> queue, params int[] elements)
    {
        foreach (var element in elements)
            (await queue.OfferAsync(element).Soon()).ShouldBe(QueueOfferResult.Enqueued.Instance);
    }

    [Fact]
    public async Task Gets_one_batch_of_what_came_meanwhile()
    {
        var (queue, seen) = Run(source =>
            source.Batch(10, x => $"{x}", (batch, x) => $"{batch},{x}")
        );
        await Offer(queue, 1, 2, 3, 4);
        queue.Complete();
        _gate.SetResult();
        (await seen.Soon()).ShouldBe(["1", "2,3,4"]);
    }

    [Fact]
    public async Task Holds_the_upstream_back_when_the_batch_is_full()
    {
        var (queue, seen) = Run(source =>
            source.Batch(2, x => $"{x}", (batch, x) => $"{batch},{x}")
        );
        // One is with the sink, two in the batch, one waits for the next batch.
        await Offer(queue, 1, 2, 3, 4);
        var fifth = queue.OfferAsync(5);
        fifth.IsCompleted.ShouldBeFalse();
        _gate.SetResult();
        (await fifth.Soon()).ShouldBe(QueueOfferResult.Enqueued.Instance);
        queue.Complete();
        var all = await seen.Soon();
        string.Join(',', all).ShouldBe("1,2,3,4,5");
        all.ShouldAllBe(batch => batch.Split(',').Length <= 2);
    }

    [Fact]
    public async Task Gets_batches_by_weight()
    {
        var (queue, seen) = Run(source =>
            source.BatchWeighted(5, x => x, x => $"{x}", (batch, x) => $"{batch},{x}")
        );
        await Offer(queue, 1, 2, 3, 4);
        queue.Complete();
        _gate.SetResult();
        (await seen.Soon()).ShouldBe(["1", "2,3", "4"]);
    }

    [Fact]
    public async Task Gets_all_that_came_meanwhile_conflated()
    {
        var (queue, seen) = Run(source => source.Conflate((a, b) => a + b));
        await Offer(queue, 1, 2, 3, 4, 5, 6);
        queue.Complete();
        _gate.SetResult();
        (await seen.Soon()).ShouldBe([1, 20]);
    }

    [Fact]
    public async Task Gets_all_that_came_meanwhile_conflated_with_a_seed()
    {
        var (queue, seen) = Run(source =>
            source
                .ConflateWithSeed(x => new List<int> { x }, (list, x) => [.. list, x])
                .Select(list => string.Join(',', list))
        );
        await Offer(queue, 1, 2, 3);
        queue.Complete();
        _gate.SetResult();
        (await seen.Soon()).ShouldBe(["1", "2,3"]);
    }

    [Fact]
    public async Task Gets_what_a_buffer_has_taken_meanwhile()
    {
        var (queue, seen) = Run(source => source.Buffer(2, OverflowStrategy.Backpressure));
        await Offer(queue, 1, 2, 3);
        var fourth = queue.OfferAsync(4);
        fourth.IsCompleted.ShouldBeFalse();
        _gate.SetResult();
        await fourth.Soon();
        queue.Complete();
        (await seen.Soon()).ShouldBe([1, 2, 3, 4]);
    }

    [Theory]
    [InlineData(OverflowStrategy.DropHead, new[] { 1, 4, 5 })]
    [InlineData(OverflowStrategy.DropTail, new[] { 1, 2, 5 })]
    [InlineData(OverflowStrategy.DropBuffer, new[] { 1, 4, 5 })]
    [InlineData(OverflowStrategy.DropNew, new[] { 1, 2, 3 })]
    public async Task Gets_what_a_dropping_buffer_has_left(
        OverflowStrategy strategy,
        int[] expected
    )
    {
        var (queue, seen) = Run(source => source.Buffer(2, strategy));
        await Offer(queue, 1, 2, 3, 4, 5);
        queue.Complete();
        _gate.SetResult();
        (await seen.Soon()).ShouldBe(expected);
    }

    [Fact]
    public async Task Fails_when_a_buffer_overflows_that_must_not()
    {
        var (queue, seen) = Run(source => source.Buffer(1, OverflowStrategy.Fail));
        await Offer(queue, 1, 2);
        _ = queue.OfferAsync(3);
        _gate.SetResult();
        (await seen.Failure()).ShouldBeOfType<BufferOverflowException>();
    }
}

public sealed class An_idle_downstream : StreamsTest
{
    [Fact]
    public async Task Gets_every_element_in_a_batch_of_its_own()
    {
        var (queue, sink) = Source
            .Queue<int>(0, OverflowStrategy.Backpressure)
            .Batch(10, x => $"{x}", (batch, x) => $"{batch},{x}")
            .ToMaterialized(Sink.Queue<string>(), Keep.Both)
            .Run(Materializer);
        for (var i = 1; i <= 20; i++)
        {
            var next = sink.PullAsync();
            await queue.OfferAsync(i).Soon();
            (await next.Soon()).Value.ShouldBe($"{i}");
        }
    }
}
