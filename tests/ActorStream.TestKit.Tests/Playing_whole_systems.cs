using ActorStream.TestKit.Deterministic;
using ActorStream.TestKit.Faults;
using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorStream.TestKit.Tests;

/// <summary>Systems that a run makes itself: journal, streams, awaits and time-outs under one seed.</summary>
public sealed class Playing_whole_systems
{
    private static readonly Config Settings = DeterministicRun.Prepare(Config.Empty);

    private ActorSystem? _node;

    [EngineFact]
    public void What_was_stored_survives_a_crash_and_what_ran_does_not()
    {
        using var store = new FaultyStore();
        using var run = DeterministicRun.Start(1);
        var heard = new List<string>();
        var account = Open(run, store, heard);
        account.Tell(5);
        run.RunUntilIdle();
        account.Tell(7);
        run.Crash(_node!);
        run.RunUntilIdle();

        Open(run, store, heard);
        run.RunUntilIdle();
        heard.ShouldBe(["recovered 0", "balance 5", "recovered 5"]);
    }

    [EngineFact]
    public void A_crash_between_storing_and_answering_finds_the_event_stored()
    {
        using var store = new FaultyStore();
        using var run = DeterministicRun.Start(1);
        var heard = new List<string>();
        var account = Open(run, store, heard);
        run.RunUntilIdle();
        store.Faults = FaultPlan.Always(
            StoreOperation.Write,
            Fault.AnswersLate(TimeSpan.FromSeconds(3))
        );
        account.Tell(5);
        run.Advance(TimeSpan.FromSeconds(2));
        run.Crash(_node!);

        Open(run, store, heard);
        run.Advance(TimeSpan.FromSeconds(2));
        heard.ShouldBe(["recovered 0", "recovered 5"]);
    }

    [EngineFact]
    public void A_recovery_that_stalls_fails_in_virtual_time()
    {
        using var store = new FaultyStore();
        store.Faults = FaultPlan.Scripted(StoreOperation.LoadSnapshot, Fault.Stalls);
        using var run = DeterministicRun.Start(1);
        var heard = new List<string>();
        Open(run, store, heard);
        run.Advance(TimeSpan.FromMinutes(2));
        heard.ShouldBe(["recovery failed"]);
    }

    [EngineFact]
    public void A_question_runs_out_in_virtual_time()
    {
        using var run = DeterministicRun.Start(1);
        var system = run.CreateSystem("node", Settings);
        var silent = system.ActorOf(Props.Create(() => new Silent()));
        var answer = run.Spawn(
            system,
            "question",
            () => silent.Ask<string>("hello?", TimeSpan.FromMinutes(1))
        );
        run.Advance(TimeSpan.FromSeconds(59));
        answer.IsCompleted.ShouldBeFalse();
        run.Advance(TimeSpan.FromSeconds(2));
        answer.Exception!.InnerException.ShouldBeOfType<AskTimeoutException>();
    }

    [EngineFact]
    public void Streams_tasks_pipes_and_questions_have_the_same_trace_each_time()
    {
        var traces = Enumerable.Range(0, 20).Select(_ => PlayMixed(7)).ToList();
        traces.ShouldAllBe(trace => trace.SequenceEqual(traces[0]));
        Enumerable
            .Range(1, 20)
            .Select(seed => string.Join(' ', PlayMixed(seed).Where(IsNote)))
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBeGreaterThan(10);
    }

    [EngineFact]
    public void Work_that_comes_back_from_another_thread_ends_the_run()
    {
        using var run = DeterministicRun.Start(1);
        var system = run.CreateSystem("node", Settings);
        var echo = system.ActorOf(Props.Create(() => new Silent()));
        run.RunUntilIdle();
        var gone = new Thread(() => echo.Tell("from elsewhere"));
        gone.Start();
        gone.Join();
        Should
            .Throw<InvalidOperationException>(() => run.RunUntilIdle())
            .Message.ShouldContain("another thread");
    }

    [EngineFact]
    public void The_hash_of_a_trace_does_not_need_its_lines()
    {
        var hashes = new[] { true, false }.Select(keeps =>
        {
            using var run = DeterministicRun.Start(3, keeps);
            run.CreateSystem("node", Settings).ActorOf(Props.Create(() => new Silent())).Tell(1);
            run.RunUntilIdle();
            run.Trace.Count.ShouldBe(keeps ? (int)run.TraceLength : 0);
            return run.TraceHash;
        });
        hashes.Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
    }

    private static bool IsNote(string line) => line.Contains(" n ", StringComparison.Ordinal);

    private static List<string> PlayMixed(int seed)
    {
        using var run = DeterministicRun.Start(seed);
        var system = run.CreateSystem("node", Settings);
        var materializer = system.Materializer();
        var echo = system.ActorOf(Props.Create(() => new Echo()), "echo");
        var listener = system.ActorOf(Props.Create(() => new Listener(run)), "listener");
        Task<string> AskAsync(int n) => echo.Ask<string>(n, TimeSpan.FromSeconds(5));
        _ = Source
            .From(Enumerable.Range(0, 6))
            .SelectAsync(3, AskAsync)
            .RunForeach(run.Note, materializer);
        _ = Source
            .UnfoldAsync<int, string>(
                10,
                async n =>
                    n == 14 ? Akka.Util.Option<(int, string)>.None : (n + 1, await AskAsync(n))
            )
            .RunForeach(run.Note, materializer);
        _ = Source.From(() => CountAsync(echo)).RunForeach(run.Note, materializer);
        _ = run.Spawn(
            system,
            "both",
            async () => run.Note(string.Join('+', await Task.WhenAll(AskAsync(30), AskAsync(31))))
        );
        listener.Tell(echo);
        run.Advance(TimeSpan.FromSeconds(1));
        run.Trace.Count(IsNote).ShouldBeGreaterThan(15);
        return [.. run.Trace];
    }

    private static async IAsyncEnumerable<string> CountAsync(IActorRef echo)
    {
        for (var n = 20; n < 24; n++)
            yield return await echo.Ask<string>(n, TimeSpan.FromSeconds(5));
    }

    private IActorRef Open(DeterministicRun run, FaultyStore store, List<string> heard)
    {
        var system = run.CreateSystem("node", store.Configuration.WithFallback(Settings));
        _node = system;
        var listener = system.ActorOf(Props.Create(() => new Ear(heard)));
        return system.ActorOf(Props.Create(() => new Account(listener)));
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message) { }
    }

    private sealed class Ear(List<string> heard) : UntypedActor
    {
        protected override void OnReceive(object message) => heard.Add((string)message);
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() =>
            ReceiveAsync<int>(async n =>
            {
                await Task.Yield();
                Sender.Tell($"echo {n}");
            });
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(DeterministicRun run)
        {
            Receive<IActorRef>(echo =>
            {
                _ = echo.Ask<string>(40, TimeSpan.FromSeconds(5)).PipeTo(Self);
                Self.Tell(echo.Path);
            });
            ReceiveAsync<ActorPath>(async path =>
            {
                var echo = Context.ActorSelection(path);
                run.Note(await echo.Ask<string>(41, TimeSpan.FromSeconds(5)));
                _ = echo.Ask<string>(42, TimeSpan.FromSeconds(5)).PipeTo(Self);
            });
            Receive<string>(run.Note);
        }
    }
}
