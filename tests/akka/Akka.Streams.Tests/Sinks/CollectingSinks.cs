using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Sinks;

public sealed class Collecting_sinks : StreamsTest
{
    private static Source<int, NotUsed> Numbers => Source.From(Enumerable.Range(1, 4));

    private static Source<int, NotUsed> None => Source.Empty<int>();

    private static readonly InvalidOperationException s_cause = new("broken");

    private static Source<int, NotUsed> Broken => Source.Failed<int>(s_cause);

    private Task<T> Run<T>(Source<int, NotUsed> source, Sink<int, Task<T>> sink) =>
        source.RunWith(sink, Materializer).Soon();

    [Fact]
    public async Task First_takes_one()
    {
        (await Run(Numbers, Sink.First<int>())).ShouldBe(1);
        (await Run(Source.Repeat(5), Sink.First<int>())).ShouldBe(5);
        (await Run(None, Sink.First<int>()).Failure()).ShouldBeOfType<NoSuchElementException>();
        (await Run(None, Sink.FirstOrDefault<int>())).ShouldBe(0);
        (await Run(Broken, Sink.First<int>()).Failure()).ShouldBe(s_cause);
    }

    [Fact]
    public async Task Last_keeps_one()
    {
        (await Run(Numbers, Sink.Last<int>())).ShouldBe(4);
        (await Run(None, Sink.Last<int>()).Failure()).ShouldBeOfType<NoSuchElementException>();
        (await Run(None, Sink.LastOrDefault<int>())).ShouldBe(0);
        (await Run(Broken, Sink.Last<int>()).Failure()).ShouldBe(s_cause);
    }

    [Fact]
    public async Task Aggregate_and_Sum_fold()
    {
        (await Run(Numbers, Sink.Aggregate<int, string>("", (text, x) => text + x))).ShouldBe(
            "1234"
        );
        (await Run(None, Sink.Aggregate<int, string>("none", (text, x) => text + x))).ShouldBe(
            "none"
        );
        (await Run(Numbers, Sink.Sum<int>((a, b) => a + b))).ShouldBe(10);
        (
            await Run(None, Sink.Sum<int>((a, b) => a + b)).Failure()
        ).ShouldBeOfType<NoSuchElementException>();
        (await Numbers.RunAggregate(1, (a, b) => a * b, Materializer).Soon()).ShouldBe(24);
        (await Numbers.RunSum((a, b) => a + b, Materializer).Soon()).ShouldBe(10);
    }

    [Fact]
    public async Task ForEach_sees_everything_in_order()
    {
        var seen = new List<int>();
        await Run(Numbers, Sink.ForEach<int>(seen.Add));
        seen.ShouldBe([1, 2, 3, 4]);
        seen.Clear();
        await Numbers.RunForeach(seen.Add, Materializer).Soon();
        seen.ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task ForEach_fails_with_its_action() =>
        (await Run(Numbers, Sink.ForEach<int>(_ => throw s_cause)).Failure()).ShouldBe(s_cause);

    [Fact]
    public async Task Ignore_tells_the_end()
    {
        await Run(Numbers, Sink.Ignore<int>());
        (await Run(Broken, Sink.Ignore<int>()).Failure()).ShouldBe(s_cause);
    }

    [Fact]
    public async Task Cancelled_cancels_at_once() =>
        await Source
            .Never<int>()
            .WatchTermination((_, ended) => ended)
            .To(Sink.Cancelled<int>())
            .Run(Materializer)
            .Soon();

    [Fact]
    public async Task OnComplete_calls_what_fits()
    {
        var completed = new TaskCompletionSource<Exception?>();
        None.To(Sink.OnComplete<int>(() => completed.SetResult(null), completed.SetResult))
            .Run(Materializer);
        (await completed.Task.Soon()).ShouldBeNull();
        var failed = new TaskCompletionSource<Exception?>();
        Broken
            .To(Sink.OnComplete<int>(() => failed.SetResult(null), failed.SetResult))
            .Run(Materializer);
        (await failed.Task.Soon()).ShouldBe(s_cause);
    }

    [Fact]
    public async Task A_sink_can_take_other_elements_through_a_function() =>
        (
            await Source
                .From(new[] { "1", "22" })
                .RunWith(Sink.Seq<int>().ContraMap((string text) => text.Length), Materializer)
                .Soon()
        ).ShouldBe([1, 2]);

    [Fact]
    public async Task A_queue_is_pulled_from_outside()
    {
        var queue = Numbers.RunWith(Sink.Queue<int>(), Materializer);
        for (var i = 1; i <= 4; i++)
            (await queue.PullAsync().Soon()).Value.ShouldBe(i);
        (await queue.PullAsync().Soon()).HasValue.ShouldBeFalse();
    }

    [Fact]
    public async Task A_queue_fails_with_its_stream() =>
        (await Broken.RunWith(Sink.Queue<int>(), Materializer).PullAsync().Failure()).ShouldBe(
            s_cause
        );
}

public sealed class A_stream_as_an_async_enumerable : StreamsTest
{
    [Fact]
    public async Task Yields_all_elements()
    {
        var all = new List<int>();
        var stream = Source.From(Enumerable.Range(1, 100)).RunAsAsyncEnumerable(Materializer);
        await foreach (var element in stream)
            all.Add(element);
        all.ShouldBe(Enumerable.Range(1, 100));
    }

    [Fact]
    public async Task Ends_the_stream_when_the_loop_is_left()
    {
        var ended = new TaskCompletionSource<Task>();
        var stream = Source
            .Repeat(1)
            .WatchTermination(
                (_, termination) =>
                {
                    ended.SetResult(termination);
                    return NotUsed.Instance;
                }
            )
            .RunAsAsyncEnumerable(Materializer);
        await foreach (var _ in stream)
            break;
        await (await ended.Task.Soon()).Soon();
    }

    [Fact]
    public async Task Fails_with_the_stream()
    {
        var cause = new InvalidOperationException("broken");
        var failure = await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in Source.Failed<int>(cause).RunAsAsyncEnumerable(Materializer))
            { }
        });
        failure.Message.ShouldBe("broken");
    }
}
