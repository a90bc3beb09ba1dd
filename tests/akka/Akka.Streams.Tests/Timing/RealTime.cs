using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Timing;

// These operators read the wall clock in the packages, so the tests do without a virtual one; they
// are written so that a slow machine makes them slower, not wrong.

public sealed class A_stream_in_real_time : StreamsTest
{
    [Fact]
    public async Task Fails_when_it_is_idle_for_too_long()
    {
        var done = Source
            .Never<int>()
            .IdleTimeout(TimeSpan.FromMilliseconds(100))
            .RunWith(Sink.Ignore<int>(), Materializer);
        (await done.Failure()).ShouldBeOfType<TimeoutException>();
    }

    [Fact]
    public async Task Passes_when_it_is_not_idle()
    {
        (
            await Source
                .From(Enumerable.Range(1, 100))
                .IdleTimeout(TimeSpan.FromMinutes(1))
                .BackpressureTimeout(TimeSpan.FromMinutes(1))
                .CompletionTimeout(TimeSpan.FromMinutes(1))
                .InitialTimeout(TimeSpan.FromMinutes(1))
                .RunWith(Sink.Seq<int>(), Materializer)
                .Soon()
        ).Count.ShouldBe(100);
    }

    [Fact]
    public async Task Fails_when_the_downstream_is_too_slow()
    {
        var gate = SoonExtensions.NewSignal();
        var (ended, done) = Source
            .Repeat(1)
            .BackpressureTimeout(TimeSpan.FromMilliseconds(100))
            .WatchTermination((_, termination) => termination)
            .ToMaterialized(Sink.ForEachAsync<int>(1, _ => gate.Task), Keep.Both)
            .Run(Materializer);
        (await ended.Failure()).ShouldBeOfType<TimeoutException>();
        gate.SetResult();
        await done.Failure();
    }

    [Fact]
    public async Task Is_kept_alive()
    {
        var all = await Source
            .Never<int>()
            .KeepAlive(TimeSpan.FromMilliseconds(20), () => -1)
            .Take(3)
            .RunWith(Sink.Seq<int>(), Materializer)
            .Soon();
        all.ShouldBe([-1, -1, -1]);
    }

    [Fact]
    public async Task Needs_no_keeping_alive_when_elements_come() =>
        (
            await Source
                .From(Enumerable.Range(1, 1000))
                .KeepAlive(TimeSpan.FromMinutes(1), () => -1)
                .RunWith(Sink.Seq<int>(), Materializer)
                .Soon()
        ).ShouldBe(Enumerable.Range(1, 1000));

    [Fact]
    public async Task Is_throttled()
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        await Source
            .From(Enumerable.Range(1, 5))
            .Throttle(1, TimeSpan.FromMilliseconds(50), 1, ThrottleMode.Shaping)
            .RunWith(Sink.Ignore<int>(), Materializer)
            .Soon();
        started.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(180));
    }

    [Fact]
    public async Task Fails_when_a_rate_is_enforced()
    {
        var failure = await Source
            .From(Enumerable.Range(1, 100))
            .Throttle(1, TimeSpan.FromMinutes(1), 5, ThrottleMode.Enforcing)
            .RunWith(Sink.Ignore<int>(), Materializer)
            .Failure();
        failure.ShouldBeOfType<OverflowException>();
    }

    [Fact]
    public async Task Is_delayed()
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        (
            await Source
                .From(Enumerable.Range(1, 3))
                .Delay(TimeSpan.FromMilliseconds(100), DelayOverflowStrategy.Backpressure)
                .RunWith(Sink.Seq<int>(), Materializer)
                .Soon()
        ).ShouldBe([1, 2, 3]);
        started.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(80));
    }

    [Fact]
    public async Task Groups_by_size_or_at_its_end()
    {
        var groups = await Source
            .From(Enumerable.Range(1, 5))
            .GroupedWithin(2, TimeSpan.FromMinutes(1))
            .Select(group => string.Join(',', group))
            .RunWith(Sink.Seq<string>(), Materializer)
            .Soon();
        groups.ShouldBe(["1,2", "3,4", "5"]);
    }
}
