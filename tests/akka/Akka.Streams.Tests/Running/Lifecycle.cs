using Akka.Actor;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Running;

public sealed class The_end_of_a_materialiser : StreamsTest
{
    [Fact]
    public async Task Ends_its_streams_abruptly()
    {
        var (ended, done) = Source
            .Never<int>()
            .WatchTermination((_, termination) => termination)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        Materializer.Shutdown();
        Materializer.IsShutdown.ShouldBeTrue();
        (await done.Failure()).GetType().Name.ShouldStartWith("Abrupt");
        (await ended.Failure()).GetType().Name.ShouldStartWith("Abrupt");
    }

    [Fact]
    public async Task Leaves_the_streams_of_another_one_alone()
    {
        // With settings of its own: one system may give everybody else the same materialiser.
        using var other = ActorMaterializer.Create(Sys, ActorMaterializerSettings.Create(Sys));
        var (promise, all) = Source
            .Maybe<int>()
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(other);
        Materializer.Shutdown();
        promise.TrySetResult(3);
        (await all.Soon()).ShouldBe([3]);
    }

    [Fact]
    public void Refuses_new_streams()
    {
        Materializer.Shutdown();
        Should.Throw<Exception>(() =>
            Source.Empty<int>().RunWith(Sink.Ignore<int>(), Materializer)
        );
    }

    [Fact]
    public async Task Comes_with_the_end_of_the_system()
    {
        var done = Source.Never<int>().RunWith(Sink.Seq<int>(), Materializer);
        await Sys.Terminate().Soon();
        (await done.Failure()).GetType().Name.ShouldStartWith("Abrupt");
    }

    private sealed class Host : ReceiveActor
    {
        public Host(TaskCompletionSource<Task> running)
        {
            var materializer = Context.Materializer();
            running.SetResult(Source.Never<int>().RunWith(Sink.Seq<int>(), materializer));
        }
    }

    [Fact]
    public async Task Comes_with_the_end_of_the_actor_that_it_is_bound_to()
    {
        var running = new TaskCompletionSource<Task>();
        var host = Sys.ActorOf(Props.Create(() => new Host(running)));
        var done = await running.Task.Soon();
        done.IsCompleted.ShouldBeFalse();
        Sys.Stop(host);
        (await done.Failure()).GetType().Name.ShouldStartWith("Abrupt");
    }

    [Fact]
    public async Task Releases_what_the_streams_hold()
    {
        var waiting = SoonExtensions.NewSignal();
        var disposed = SoonExtensions.NewSignal();
        async IAsyncEnumerable<int> Wait(
            [System.Runtime.CompilerServices.EnumeratorCancellation]
                CancellationToken token = default
        )
        {
            try
            {
                waiting.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                yield return 1;
            }
            finally
            {
                disposed.SetResult();
            }
        }

        var done = Source.From(() => Wait()).RunWith(Sink.Seq<int>(), Materializer);
        await waiting.Task.Soon();
        Materializer.Shutdown();
        await disposed.Task.Soon();
        await done.Failure();
    }
}

public sealed class Many_streams : StreamsTest
{
    [Fact]
    public async Task Run_at_the_same_time()
    {
        var all = await Task.WhenAll(
                Enumerable
                    .Range(0, 1000)
                    .Select(n =>
                        Source
                            .From(Enumerable.Range(1, 100))
                            .SelectAsync(
                                2,
                                async x =>
                                {
                                    await Task.Yield();
                                    return x;
                                }
                            )
                            .RunWith(Sink.Aggregate<int, int>(n, (sum, x) => sum + x), Materializer)
                    )
            )
            .Soon();
        all.ShouldBe(Enumerable.Range(0, 1000).Select(n => n + 5050));
    }

    [Fact]
    public async Task Leave_nothing_behind()
    {
        var graph = Source
            .From(new[] { 1, 2, 3 })
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Right);
        async Task RunMany(int count)
        {
            for (var i = 0; i < count; i++)
                await graph.Run(Materializer);
        }

        await RunMany(10_000).Soon();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await RunMany(50_000).WaitAsync(TimeSpan.FromSeconds(60));
        var after = GC.GetTotalMemory(forceFullCollection: true);
        (after - before).ShouldBeLessThan(10_000_000);
    }
}

public sealed class A_deep_graph : StreamsTest
{
    [Fact]
    public async Task Runs_without_a_deep_stack()
    {
        var source = Source.From(Enumerable.Range(1, 1000));
        for (var i = 0; i < 200; i++)
            source = source.Select(x => x + 1);
        (await source.RunWith(Sink.Last<int>(), Materializer).Soon()).ShouldBe(1200);
    }
}
