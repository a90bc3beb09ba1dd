using Akka.Actor;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;
using Akka.TestKit;

namespace Akka.Streams.Tests.Timing;

/// <summary>An actor system whose time the test moves.</summary>
public abstract class VirtualTimeTest : IAsyncLifetime
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    protected VirtualTimeTest()
    {
        Sys = ActorSystem.Create(
            "streams",
            """
            akka.loglevel = OFF
            akka.stdout-loglevel = OFF
            akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
            """
        );
        Materializer = Sys.Materializer();
    }

    protected ActorSystem Sys { get; }

    protected ActorMaterializer Materializer { get; }

    protected TestScheduler Time => (TestScheduler)Sys.Scheduler;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Sys.Terminate();

    /// <summary>
    /// Moves the time step by step until the task ends; says how far. A stream arms its timers on
    /// its own thread, so the first steps may come too early for it.
    /// </summary>
    protected async Task<int> AdvanceUntil(Task task, TimeSpan step)
    {
        var giveUp = TimeSpan.FromSeconds(20);
        var started = System.Diagnostics.Stopwatch.StartNew();
        var steps = 0;
        while (!task.IsCompleted && started.Elapsed < giveUp)
        {
            Time.Advance(step);
            steps++;
            for (var i = 0; i < 50 && !task.IsCompleted; i++)
                await Task.Yield();
        }
        task.IsCompleted.ShouldBeTrue();
        return steps;
    }
}

public sealed class A_stream_that_is_too_slow : VirtualTimeTest
{
    [Fact]
    public async Task Fails_when_its_first_element_is_late()
    {
        var done = Source
            .Never<int>()
            .InitialTimeout(Second)
            .RunWith(Sink.Ignore<int>(), Materializer);
        await AdvanceUntil(done, Second);
        (await done.Failure()).ShouldBeOfType<TimeoutException>();
    }

    [Fact]
    public async Task Is_not_late_once_the_first_element_has_passed()
    {
        var (queue, all) = Source
            .Queue<int>(4, OverflowStrategy.Backpressure)
            .InitialTimeout(Second)
            .ToMaterialized(Sink.Queue<int>(), Keep.Both)
            .Run(Materializer);
        await queue.OfferAsync(1).Soon();
        (await all.PullAsync().Soon()).Value.ShouldBe(1);
        Time.Advance(Second * 5);
        await queue.OfferAsync(2).Soon();
        (await all.PullAsync().Soon()).Value.ShouldBe(2);
    }

    [Fact]
    public async Task Fails_when_it_takes_too_long_as_a_whole()
    {
        var (queue, done) = Source
            .Queue<int>(4, OverflowStrategy.Backpressure)
            .CompletionTimeout(Second)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both)
            .Run(Materializer);
        await queue.OfferAsync(1).Soon();
        await AdvanceUntil(done, Second);
        (await done.Failure()).ShouldBeOfType<TimeoutException>();
    }

    [Fact]
    public async Task Is_cut_off_after_a_time_that_it_was_given()
    {
        var done = Source.Never<int>().TakeWithin(Second).RunWith(Sink.Seq<int>(), Materializer);
        await AdvanceUntil(done, Second);
        (await done.Soon()).ShouldBeEmpty();
    }
}

public sealed class Elements_that_come_with_time : VirtualTimeTest
{
    [Fact]
    public async Task Tick_at_their_interval()
    {
        var (cancel, ticks) = Source
            .Tick(Second, Second, "tick")
            .ToMaterialized(Sink.Queue<string>(), Keep.Both)
            .Run(Materializer);
        for (var i = 0; i < 3; i++)
        {
            var next = ticks.PullAsync();
            await AdvanceUntil(next, Second);
            (await next.Soon()).Value.ShouldBe("tick");
        }
        cancel.Cancel();
        var end = ticks.PullAsync();
        for (var left = 20; (await end.Soon()).HasValue && left > 0; left--)
            end = ticks.PullAsync();
        (await end).HasValue.ShouldBeFalse();
    }

    [Fact]
    public async Task Wait_for_an_initial_delay()
    {
        var first = Source.Single(1).InitialDelay(Second).RunWith(Sink.First<int>(), Materializer);
        first.IsCompleted.ShouldBeFalse();
        await AdvanceUntil(first, Second);
        (await first.Soon()).ShouldBe(1);
    }

    [Fact]
    public async Task Are_grouped_by_time()
    {
        var (queue, groups) = Source
            .Queue<int>(10, OverflowStrategy.Backpressure)
            .GroupedWithin(100, Second)
            .ToMaterialized(Sink.Queue<IEnumerable<int>>(), Keep.Both)
            .Run(Materializer);
        await queue.OfferAsync(1).Soon();
        await queue.OfferAsync(2).Soon();
        var group = groups.PullAsync();
        group.IsCompleted.ShouldBeFalse();
        await AdvanceUntil(group, Second);
        (await group.Soon()).Value.ShouldBe([1, 2]);
        await queue.OfferAsync(3).Soon();
        queue.Complete();
        (await groups.PullAsync().Soon()).Value.ShouldBe([3]);
    }
}
