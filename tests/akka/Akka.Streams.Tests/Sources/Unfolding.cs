using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;
using Akka.Util;

namespace Akka.Streams.Tests.Sources;

public sealed class An_unfolding_source : StreamsTest
{
    private static Option<(int, int)> UpTo(int last, int state) =>
        state > last ? Option<(int, int)>.None : Option<(int, int)>.Create((state + 1, state));

    [Fact]
    public async Task Emits_until_there_is_no_more()
    {
        (
            await Source
                .Unfold(1, state => UpTo(5, state))
                .RunWith(Sink.Seq<int>(), Materializer)
                .Soon()
        ).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Emits_what_tasks_yield(bool hop)
    {
        var all = await Source
            .UnfoldAsync(
                1,
                async state =>
                {
                    if (hop)
                        await Task.Yield();
                    return UpTo(5_000, state);
                }
            )
            .RunWith(Sink.Seq<int>(), Materializer)
            .Soon();
        all.ShouldBe(Enumerable.Range(1, 5_000));
    }

    [Fact]
    public async Task Asks_only_on_demand_and_one_question_at_a_time()
    {
        var asked = 0;
        var atElement = new List<int>();
        await Source
            .UnfoldAsync(
                1,
                async state =>
                {
                    Interlocked.Increment(ref asked);
                    await Task.Yield();
                    return UpTo(20, state);
                }
            )
            .RunWith(
                Sink.ForEachAsync<int>(
                    1,
                    async _ =>
                    {
                        atElement.Add(Volatile.Read(ref asked));
                        await Task.Yield();
                    }
                ),
                Materializer
            )
            .Soon();
        atElement.ShouldBe(Enumerable.Range(1, 20));
    }

    [Fact]
    public async Task Fails_when_the_function_or_its_task_fails()
    {
        var thrown = await Source
            .UnfoldAsync(
                0,
                Task<Option<(int, int)>> (_) => throw new InvalidOperationException("now")
            )
            .RunWith(Sink.Ignore<int>(), Materializer)
            .Failure();
        thrown.Message.ShouldBe("now");
        var faulted = await Source
            .UnfoldAsync(
                0,
                async Task<Option<(int, int)>> (_) =>
                {
                    await Task.Yield();
                    throw new InvalidOperationException("later");
                }
            )
            .RunWith(Sink.Ignore<int>(), Materializer)
            .Failure();
        faulted.Message.ShouldBe("later");
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_end_is_ignored()
    {
        var answer = new TaskCompletionSource<Option<(int, int)>>();
        var (killSwitch, done) = Source
            .UnfoldAsync(0, _ => answer.Task)
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        killSwitch.Shutdown();
        (await done.Soon()).ShouldBeEmpty();
        answer.SetResult(Option<(int, int)>.Create((1, 1)));
    }

    [Fact]
    public async Task A_resource_is_opened_read_and_closed()
    {
        var log = new List<string>();
        var all = await Source
            .UnfoldResource(
                () =>
                {
                    log.Add("open");
                    return new Queue<int>([1, 2, 3]);
                },
                queue => queue.TryDequeue(out var one) ? Option<int>.Create(one) : Option<int>.None,
                _ => log.Add("close")
            )
            .RunWith(Sink.Seq<int>(), Materializer)
            .Soon();
        all.ShouldBe([1, 2, 3]);
        log.ShouldBe(["open", "close"]);
    }

    [Fact]
    public async Task A_resource_is_closed_when_the_stream_is_cancelled()
    {
        var closed = SoonExtensions.NewSignal();
        (
            await Source
                .UnfoldResourceAsync(
                    () => Task.FromResult(1),
                    async resource =>
                    {
                        await Task.Yield();
                        return Option<int>.Create(resource);
                    },
                    _ =>
                    {
                        closed.SetResult();
                        return Task.FromResult(Done.Instance);
                    }
                )
                .Take(2)
                .RunWith(Sink.Seq<int>(), Materializer)
                .Soon()
        ).ShouldBe([1, 1]);
        await closed.Task.Soon();
    }
}
