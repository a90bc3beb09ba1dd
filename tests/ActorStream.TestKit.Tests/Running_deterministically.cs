using ActorStream.TestKit.Deterministic;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorStream.TestKit.Tests;

public class Running_deterministically : Akka.TestKit.Xunit2.TestKit
{
    public Running_deterministically()
        : base(DeterministicRun.Configuration()) { }

    [Fact]
    public void The_same_seed_gives_the_same_trace()
    {
        var first = Play(1);
        var second = Play(1);
        second.Messages.ShouldBe(first.Messages);
        second.Trace.ShouldBe(first.Trace);
        first.Trace.ShouldNotBeEmpty();
    }

    [Fact]
    public void Other_seeds_give_other_interleavings() =>
        Enumerable
            .Range(1, 20)
            .Select(seed => string.Join(' ', Play(seed).Messages))
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBeGreaterThan(10);

    [Fact]
    public void Messages_of_one_sender_stay_in_order()
    {
        foreach (var seed in Enumerable.Range(1, 20))
        {
            var messages = Play(seed).Messages;
            foreach (var talker in (string[])["a", "b", "c"])
            {
                messages
                    .Where(m => m.StartsWith(talker, StringComparison.Ordinal))
                    .ShouldBe(Enumerable.Range(0, 10).Select(i => $"{talker}{i}"), $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Nothing_runs_until_it_is_told_to()
    {
        using var run = DeterministicRun.Begin(Sys, 1);
        Sys.ActorOf(Props.Create(() => new Talker(TestActor, "a"))).Tell("go");
        HasMessages.ShouldBeFalse();
        run.RunUntilIdle();
        ReceiveN(10).Count.ShouldBe(10);
    }

    [Fact]
    public void A_question_can_be_awaited()
    {
        using var run = DeterministicRun.Begin(Sys, 1);
        var actor = Sys.ActorOf(Props.Create(() => new Awaiter()));
        run.Await(actor.Ask<string>("question", TimeSpan.FromMinutes(1))).ShouldBe("answer");
    }

    [EngineFact]
    public void Asynchronous_parts_of_a_stream_take_turns_as_the_seed_says()
    {
        PlayStream(1).ShouldBe(PlayStream(1));
        Enumerable
            .Range(1, 20)
            .Select(PlayStream)
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBeGreaterThan(1);
    }

    private string PlayStream(int seed)
    {
        using var run = DeterministicRun.Begin(Sys, seed);
        using var materializer = Sys.Materializer();
        var order = new List<int>();
        var done = Source
            .From(Enumerable.Range(1, 30))
            .Async()
            .Merge(Source.From(Enumerable.Range(101, 30)).Async())
            .RunForeach(order.Add, materializer);
        run.Await(done.ContinueWith(_ => 0, TaskContinuationOptions.ExecuteSynchronously));
        return string.Join(' ', order);
    }

    [Fact]
    public void Timers_are_due_on_the_way()
    {
        using var run = DeterministicRun.Begin(Sys, 1);
        Sys.ActorOf(Props.Create(() => new Clock(TestActor)));
        run.Advance(TimeSpan.FromSeconds(10));
        ReceiveN(10).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        HasMessages.ShouldBeFalse();
    }

    private (string[] Messages, string[] Trace) Play(int seed)
    {
        using var run = DeterministicRun.Begin(Sys, seed);
        var actors = ((string[])["a", "b", "c"])
            .Select(name => Sys.ActorOf(Props.Create(() => new Talker(TestActor, name)), name))
            .ToList();
        actors.ForEach(actor => actor.Tell("go"));
        run.RunUntilIdle();
        var messages = ReceiveN(30).Cast<string>().ToArray();
        var trace = run.Trace.ToArray();
        actors.ForEach(Sys.Stop);
        run.RunUntilIdle();
        return (messages, trace);
    }

    private sealed class Talker : ReceiveActor
    {
        private int said;

        public Talker(IActorRef listener, string name) =>
            ReceiveAsync<string>(async _ =>
            {
                await Task.Yield();
                listener.Tell($"{name}{said++}");
                if (said < 10)
                {
                    Self.Tell("go");
                }
            });
    }

    private sealed class Awaiter : ReceiveActor
    {
        public Awaiter() =>
            ReceiveAsync<string>(async _ =>
            {
                await Task.Yield();
                Sender.Tell("answer");
            });
    }

    private sealed class Clock : ReceiveActor, IWithTimers
    {
        private int ticks;

        public Clock(IActorRef listener) =>
            Receive<string>(_ =>
            {
                listener.Tell(++ticks);
                Start();
            });

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => Start();

        private void Start() => Timers.StartSingleTimer("tick", "tick", TimeSpan.FromSeconds(1));
    }
}
