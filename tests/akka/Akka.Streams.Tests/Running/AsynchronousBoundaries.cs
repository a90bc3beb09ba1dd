using System.Collections.Immutable;
using Akka.Actor;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Running;

/// <summary>Parts of a stream that are marked <c>Async()</c>.</summary>
public sealed class Asynchronous_parts : StreamsTest
{
    private static readonly TimeSpan s_longEnough = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Edges => ["source", "flow", "sink"];

    /// <summary>
    /// Both wait for each other: the downstream with the first element, the upstream with the second. On
    /// one thread neither would ever come.
    /// </summary>
    [Theory]
    [InlineData("source")]
    [InlineData("sink")]
    public async Task Work_at_the_same_time(string edge)
    {
        using var meeting = new Barrier(2);
        int Meet(int x, int at) =>
            x != at || meeting.SignalAndWait(s_longEnough) ? x : throw new TimeoutException();
        var seen = Join(
            Source.From([1, 2]).Select(x => Meet(x, 2)),
            edge,
            Flow.Create<int>().Select(x => Meet(x, 1)).ToMaterialized(Sink.Seq<int>(), Keep.Right)
        );
        (await seen.Soon()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Work_beside_an_asynchronous_flow_and_each_other()
    {
        using var meeting = new Barrier(2);
        int Meet(int x, int at) =>
            x != at || meeting.SignalAndWait(s_longEnough) ? x : throw new TimeoutException();
        var flow = Flow.Create<int>().Select(x => Meet(x, 1)).Async();
        var seen = Source
            .From([1, 2])
            .Select(x => Meet(x, 2))
            .Via(flow)
            .RunWith(Sink.Seq<int>(), Materializer);
        (await seen.Soon()).ShouldBe([1, 2]);
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public async Task Pass_on_every_element_once_and_in_order(string edge)
    {
        const int count = 20_000;
        var seen = Join(Source.From(Enumerable.Range(1, count)), edge, Sink.Seq<int>());
        (await seen.Soon()).ShouldBe(Enumerable.Range(1, count));
    }

    [Fact]
    public async Task May_stand_one_behind_the_other()
    {
        const int count = 5_000;
        var source = Source.From(Enumerable.Range(1, count));
        for (var i = 0; i < 5; i++)
            source = source.Select(x => x + 1).Async();
        var sum = source.RunAggregate(0L, (total, x) => total + x, Materializer);
        (await sum.Soon()).ShouldBe(Enumerable.Range(6, count).Sum(x => (long)x));
    }

    /// <summary>
    /// Demand is what bounds it: behind a downstream that never asks, the source is asked for no more than
    /// the buffer holds, and the few that are on their way.
    /// </summary>
    [Fact]
    public async Task Run_ahead_no_further_than_the_buffer()
    {
        const int buffer = 8;
        var asked = 0;
        var full = SoonExtensions.NewSignal();
        var never = new TaskCompletionSource<int>();
        var materializer = Sys.Materializer(
            ActorMaterializerSettings.Create(Sys).WithInputBuffer(buffer, buffer)
        );
        _ = Source
            .From(Enumerable.Range(1, 1_000))
            .Select(x =>
            {
                if (Interlocked.Increment(ref asked) == buffer)
                    full.TrySetResult();
                return x;
            })
            .Async()
            .SelectAsync(1, _ => never.Task)
            .RunWith(Sink.Ignore<int>(), materializer);
        await full.Task.Soon();
        // Something else through the same materialiser, so that the source had its turns.
        for (var i = 0; i < 100; i++)
            await Source.Single(i).Async().RunWith(Sink.First<int>(), materializer).Soon();
        Volatile.Read(ref asked).ShouldBeInRange(buffer, buffer + 4);
        never.SetResult(0);
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public async Task Hand_a_failure_on(string edge)
    {
        var seen = Join(
            Source.Failed<int>(new InvalidOperationException("broken")),
            edge,
            Sink.Seq<int>()
        );
        (await seen.Failure()).Message.ShouldBe("broken");
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public async Task End_when_the_downstream_has_enough(string edge)
    {
        var (end, first) = Join(
            Source.Repeat(1).WatchTermination(Keep.Right),
            edge,
            Sink.First<int>(),
            Keep.Both
        );
        (await first.Soon()).ShouldBe(1);
        await end.Soon();
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public async Task End_with_nothing_when_the_upstream_is_empty(string edge) =>
        (await Join(Source.Empty<int>(), edge, Sink.Seq<int>()).Soon()).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Edges))]
    public async Task End_with_their_materializer(string edge)
    {
        var materializer = Sys.Materializer();
        var (end, seen) = Build(
                Source.Maybe<int>().WatchTermination(Keep.Right),
                edge,
                Sink.Seq<int>(),
                Keep.Both
            )
            .Run(materializer);
        materializer.Shutdown();
        await seen.Failure();
        await end.Failure();
    }

    [Fact]
    public async Task May_come_while_the_stream_runs()
    {
        var seen = Source
            .From([1, 2, 3])
            .ConcatMany(x => Source.From([x, 10 * x]).Async())
            .RunWith(Sink.Seq<int>(), Materializer);
        (await seen.Soon()).ShouldBe([1, 10, 2, 20, 3, 30]);
    }

    [Fact]
    public async Task Run_on_the_dispatcher_that_they_name()
    {
        await using var threads = new OwnThread();
        var ids = Source
            .Single(0)
            .Select(_ => Environment.CurrentManagedThreadId)
            .WithAttributes(ActorAttributes.CreateDispatcher("own-thread"))
            .Async()
            .Select(inner => (Inner: inner, Outer: Environment.CurrentManagedThreadId))
            .RunWith(Sink.First<(int Inner, int Outer)>(), threads.Materializer);
        var (inner, outer) = await ids.Soon();
        inner.ShouldBe(await threads.AskForThreadAsync());
        outer.ShouldNotBe(inner);
    }

    private Task<IImmutableList<int>> Join<T>(
        Source<int, T> source,
        string edge,
        Sink<int, Task<IImmutableList<int>>> sink
    ) => Join(source, edge, sink, Keep.Right);

    private TResult Join<TLeft, TRight, TResult>(
        Source<int, TLeft> source,
        string edge,
        Sink<int, TRight> sink,
        Func<TLeft, TRight, TResult> combine
    ) => Build(source, edge, sink, combine).Run(Materializer);

    private static IRunnableGraph<TResult> Build<TLeft, TRight, TResult>(
        Source<int, TLeft> source,
        string edge,
        Sink<int, TRight> sink,
        Func<TLeft, TRight, TResult> combine
    ) =>
        edge switch
        {
            "source" => source.Async().ToMaterialized(sink, combine),
            "flow" => source
                .Via(Flow.Create<int>().Select(x => x).Async())
                .ToMaterialized(sink, combine),
            _ => source.ToMaterialized(sink.Async(), combine),
        };

    /// <summary>A system with a dispatcher that has one thread.</summary>
    private sealed class OwnThread : IAsyncDisposable
    {
        private readonly ActorSystem _system = ActorSystem.Create(
            "own",
            """
            akka.loglevel = OFF
            akka.stdout-loglevel = OFF
            own-thread { type = ForkJoinDispatcher, dedicated-thread-pool { thread-count = 1 } }
            """
        );

        internal ActorMaterializer Materializer => _system.Materializer();

        internal Task<int> AskForThreadAsync() =>
            _system
                .ActorOf(Props.Create(() => new TellsItsThread()).WithDispatcher("own-thread"))
                .Ask<int>("?", s_longEnough);

        public async ValueTask DisposeAsync() => await _system.Terminate();
    }

    private sealed class TellsItsThread : UntypedActor
    {
        protected override void OnReceive(object message) =>
            Sender.Tell(Environment.CurrentManagedThreadId);
    }
}
