using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Flows;

public sealed class Operators_on_tasks : StreamsTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    public async Task SelectAsync_keeps_the_order(int parallelism)
    {
        var all = await Source
            .From(Enumerable.Range(1, 1000))
            .SelectAsync(
                parallelism,
                async x =>
                {
                    if (x % 3 == 0)
                        await Task.Yield();
                    return x;
                }
            )
            .RunWith(Sink.Seq<int>(), Materializer)
            .Soon();
        all.ShouldBe(Enumerable.Range(1, 1000));
    }

    [Fact]
    public async Task SelectAsync_waits_for_the_first_of_its_tasks()
    {
        var tasks = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource<int>()).ToArray();
        var all = Source
            .From(Enumerable.Range(0, 3))
            .SelectAsync(3, x => tasks[x].Task)
            .RunWith(Sink.Seq<int>(), Materializer);
        tasks[2].SetResult(2);
        tasks[1].SetResult(1);
        all.IsCompleted.ShouldBeFalse();
        tasks[0].SetResult(0);
        (await all.Soon()).ShouldBe([0, 1, 2]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_more_tasks_run_than_allowed(bool ordered)
    {
        var running = 0;
        var most = 0;
        async Task<int> Work(int x)
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return x;
        }

        var source = Source.From(Enumerable.Range(1, 500));
        var mapped = ordered ? source.SelectAsync(4, Work) : source.SelectAsyncUnordered(4, Work);
        (await mapped.RunWith(Sink.Seq<int>(), Materializer).Soon()).Count.ShouldBe(500);
        most.ShouldBeLessThanOrEqualTo(4);
    }

    private static void InterlockedMax(ref int most, int now)
    {
        int seen;
        while (now > (seen = Volatile.Read(ref most)))
            Interlocked.CompareExchange(ref most, now, seen);
    }

    [Fact]
    public async Task SelectAsyncUnordered_emits_what_is_done_first()
    {
        var slow = new TaskCompletionSource<int>();
        var all = new List<int>();
        var second = SoonExtensions.NewSignal();
        var done = Source
            .From(new[] { 1, 2 })
            .SelectAsyncUnordered(2, x => x == 1 ? slow.Task : Task.FromResult(2))
            .RunForeach(
                x =>
                {
                    all.Add(x);
                    if (x == 2)
                        second.SetResult();
                },
                Materializer
            );
        await second.Task.Soon();
        slow.SetResult(1);
        await done.Soon();
        all.ShouldBe([2, 1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failed_task_fails_the_stream(bool ordered)
    {
        static async Task<int> Work(int x)
        {
            await Task.Yield();
            return x == 3 ? throw new InvalidOperationException("third") : x;
        }

        var source = Source.From(Enumerable.Range(1, 5));
        var mapped = ordered ? source.SelectAsync(2, Work) : source.SelectAsyncUnordered(2, Work);
        var failure = await mapped.RunWith(Sink.Ignore<int>(), Materializer).Failure();
        failure.ToString().ShouldContain("third");
    }

    [EngineTheory("Before 1.5.33 nobody hears of the end of such a stream.")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_task_fails_the_stream(bool ordered)
    {
        static Task<int> Work(int x) =>
            x == 3 ? Task.FromCanceled<int>(new CancellationToken(true)) : Task.FromResult(x);

        var source = Source.From(Enumerable.Range(1, 5));
        var mapped = ordered ? source.SelectAsync(2, Work) : source.SelectAsyncUnordered(2, Work);
        (
            await mapped.RunWith(Sink.Ignore<int>(), Materializer).Failure()
        ).ShouldBeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task A_failed_task_fails_the_stream_before_the_ones_ahead_of_it_are_done()
    {
        var never = new TaskCompletionSource<int>();
        var failure = await Source
            .From(new[] { 1, 2 })
            .SelectAsync(
                2,
                x =>
                    x == 1
                        ? never.Task
                        : Task.FromException<int>(new InvalidOperationException("second"))
            )
            .RunWith(Sink.Ignore<int>(), Materializer)
            .Failure();
        failure.ToString().ShouldContain("second");
    }

    [Fact]
    public async Task A_failed_task_is_dropped_when_the_decider_resumes()
    {
        var all = await Source
            .From(Enumerable.Range(1, 5))
            .SelectAsync(
                2,
                async x =>
                {
                    await Task.Yield();
                    return x == 3 ? throw new InvalidOperationException("third") : x;
                }
            )
            .WithAttributes(
                ActorAttributes.CreateSupervisionStrategy(Supervision.Deciders.ResumingDecider)
            )
            .RunWith(Sink.Seq<int>(), Materializer)
            .Soon();
        all.ShouldBe([1, 2, 4, 5]);
    }

    [Fact]
    public async Task ForEachAsync_takes_the_next_element_when_a_task_is_done()
    {
        var running = 0;
        var most = 0;
        await Source
            .From(Enumerable.Range(1, 200))
            .RunWith(
                Sink.ForEachAsync<int>(
                    1,
                    async _ =>
                    {
                        most = Math.Max(most, Interlocked.Increment(ref running));
                        await Task.Yield();
                        Interlocked.Decrement(ref running);
                    }
                ),
                Materializer
            )
            .Soon();
        most.ShouldBe(1);
    }

    [Fact]
    public async Task ForEachAsync_fails_with_its_task()
    {
        var failure = await Source
            .From(Enumerable.Range(1, 3))
            .RunWith(
                Sink.ForEachAsync<int>(
                    1,
                    async x =>
                    {
                        await Task.Yield();
                        if (x == 2)
                            throw new InvalidOperationException("second");
                    }
                ),
                Materializer
            )
            .Failure();
        failure.ToString().ShouldContain("second");
    }
}
