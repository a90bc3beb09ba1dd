using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Switches;

public sealed class A_kill_switch : StreamsTest
{
    private (UniqueKillSwitch Switch, Task Upstream, Task<Done> Downstream) RunForEver() =>
        Source
            .Never<int>()
            .WatchTermination((_, ended) => ended)
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Both)
            .ToMaterialized(
                Sink.Ignore<int>(),
                (both, sink) => (both.Item2, (Task)both.Item1, sink)
            )
            .Run(Materializer);

    [Fact]
    public async Task Completes_the_downstream_and_cancels_the_upstream()
    {
        var (killSwitch, upstream, downstream) = RunForEver();
        killSwitch.Shutdown();
        await downstream.Soon();
        await upstream.Soon();
    }

    [Fact]
    public async Task Fails_the_downstream_when_it_aborts()
    {
        var (killSwitch, upstream, downstream) = RunForEver();
        var cause = new InvalidOperationException("enough");
        killSwitch.Abort(cause);
        (await downstream.Failure()).ShouldBe(cause);
        await Task.WhenAny(upstream).Soon();
    }

    [Fact]
    public async Task Counts_once()
    {
        var (killSwitch, _, downstream) = RunForEver();
        killSwitch.Shutdown();
        killSwitch.Abort(new InvalidOperationException("late"));
        killSwitch.Shutdown();
        await downstream.Soon();
    }

    [Fact]
    public async Task Does_nothing_to_a_stream_that_has_ended()
    {
        var (killSwitch, done) = Source
            .Single(1)
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        (await done.Soon()).ShouldBe([1]);
        killSwitch.Abort(new InvalidOperationException("late"));
    }

    [Fact]
    public async Task Of_one_run_leaves_the_other_runs_alone()
    {
        var graph = Source
            .Maybe<int>()
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Both)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both);
        var ((_, firstSwitch), first) = graph.Run(Materializer);
        var ((secondPromise, _), second) = graph.Run(Materializer);
        firstSwitch.Shutdown();
        (await first.Soon()).ShouldBeEmpty();
        secondPromise.TrySetResult(2);
        (await second.Soon()).ShouldBe([2]);
    }
}

public sealed class A_shared_kill_switch : StreamsTest
{
    [Fact]
    public async Task Ends_all_of_its_streams_and_later_ones()
    {
        var killSwitch = KillSwitches.Shared("all");
        Task<Done> Run() =>
            Source
                .Never<int>()
                .Via(killSwitch.Flow<int>())
                .RunWith(Sink.Ignore<int>(), Materializer);
        var first = Run();
        var second = Run();
        killSwitch.Shutdown();
        await first.Soon();
        await second.Soon();
        await Run().Soon();
    }

    [Fact]
    public async Task Fails_all_of_its_streams_when_it_aborts()
    {
        var killSwitch = KillSwitches.Shared("all");
        var cause = new InvalidOperationException("enough");
        var running = Source
            .Never<int>()
            .Via(killSwitch.Flow<int>())
            .RunWith(Sink.Ignore<int>(), Materializer);
        killSwitch.Abort(cause);
        (await running.Failure()).ShouldBe(cause);
    }
}

public sealed class A_cancellation_token_as_a_flow : StreamsTest
{
    private Task<Done> Run(CancellationToken token, bool gracefully) =>
        Source
            .Never<int>()
            .Via(token.AsFlow<int>(gracefully))
            .RunWith(Sink.Ignore<int>(), Materializer);

    [Fact]
    public async Task Fails_the_stream()
    {
        using var source = new CancellationTokenSource();
        var running = Run(source.Token, gracefully: false);
        await source.CancelAsync();
        (await running.Failure()).ShouldBeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task Completes_the_stream_when_that_is_asked_for()
    {
        using var source = new CancellationTokenSource();
        var running = Run(source.Token, gracefully: true);
        await source.CancelAsync();
        await running.Soon();
    }

    [Fact]
    public async Task Ends_the_stream_at_once_when_it_was_cancelled_before()
    {
        var cancelled = new CancellationToken(canceled: true);
        (
            await Run(cancelled, gracefully: false).Failure()
        ).ShouldBeAssignableTo<OperationCanceledException>();
        await Run(cancelled, gracefully: true).Soon();
    }

    [Fact]
    public async Task Lets_a_stream_pass_that_is_not_cancelled()
    {
        using var source = new CancellationTokenSource();
        (
            await Source
                .From(Enumerable.Range(1, 3))
                .Via(source.Token.AsFlow<int>())
                .RunWith(Sink.Seq<int>(), Materializer)
                .Soon()
        ).ShouldBe([1, 2, 3]);
        await source.CancelAsync();
    }
}
