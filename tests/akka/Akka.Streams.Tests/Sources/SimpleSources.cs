using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Sources;

public sealed class Simple_sources : StreamsTest
{
    [Fact]
    public async Task Single_emits_its_element() =>
        (await Source.Single(7).RunWith(Sink.Seq<int>(), Materializer).Soon()).ShouldBe([7]);

    [Fact]
    public async Task Empty_completes() =>
        (await Source.Empty<int>().RunWith(Sink.Seq<int>(), Materializer).Soon()).ShouldBeEmpty();

    [Fact]
    public async Task Failed_fails()
    {
        var cause = new InvalidOperationException("broken");
        (
            await Source.Failed<int>(cause).RunWith(Sink.Ignore<int>(), Materializer).Failure()
        ).ShouldBe(cause);
    }

    [Fact]
    public async Task Repeat_goes_on() =>
        (
            await Source.Repeat("x").Take(3).RunWith(Sink.Seq<string>(), Materializer).Soon()
        ).ShouldBe(["x", "x", "x"]);

    [Fact]
    public async Task Cycle_starts_again() =>
        (
            await Source
                .Cycle(() => ((IEnumerable<int>)[1, 2]).GetEnumerator())
                .Take(5)
                .RunWith(Sink.Seq<int>(), Materializer)
                .Soon()
        ).ShouldBe([1, 2, 1, 2, 1]);

    [Fact]
    public async Task A_task_is_emitted_when_it_is_done()
    {
        var task = new TaskCompletionSource<int>();
        var result = Source.FromTask(task.Task).RunWith(Sink.Seq<int>(), Materializer);
        task.SetResult(3);
        (await result.Soon()).ShouldBe([3]);
        (
            await Source.FromTask(Task.FromResult(4)).RunWith(Sink.Seq<int>(), Materializer).Soon()
        ).ShouldBe([4]);
    }

    [Fact]
    public async Task A_failed_task_fails_the_stream()
    {
        var cause = new InvalidOperationException("broken");
        var failure = await Source
            .FromTask(Task.FromException<int>(cause))
            .RunWith(Sink.Ignore<int>(), Materializer)
            .Failure();
        failure.Message.ShouldBe("broken");
    }

    [Fact]
    public async Task A_task_of_a_source_is_emitted_when_it_is_there()
    {
        var task = new TaskCompletionSource<Source<int, string>>();
        var (name, result) = Source
            .FromTaskSource(task.Task)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        task.SetResult(Source.From(Enumerable.Range(1, 3)).MapMaterializedValue(_ => "numbers"));
        (await result.Soon()).ShouldBe([1, 2, 3]);
        (await name.Soon()).ShouldBe("numbers");
    }

    [Fact]
    public async Task Maybe_emits_what_it_is_given()
    {
        var (promise, result) = Source
            .Maybe<int>()
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        promise.TrySetResult(9);
        (await result.Soon()).ShouldBe([9]);
    }

    [Fact]
    public async Task A_lazy_source_is_made_on_demand()
    {
        var (made, result) = Source
            .Lazily(() => Source.From(Enumerable.Range(1, 2)))
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        (await result.Soon()).ShouldBe([1, 2]);
        (await made.Soon()).ShouldBe(NotUsed.Instance);
    }
}
