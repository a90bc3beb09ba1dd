using Akka.Actor;

namespace Akka.Tests.Dispatching;

/// <summary>What must hold whatever the threads do.</summary>
public sealed class Under_load : ActorTest
{
    private const int Senders = 8;
    private const int Each = 25_000;

    [Fact]
    public async Task Order_is_kept_for_each_sender_and_nothing_is_lost_or_doubled()
    {
        var done = new TaskCompletionSource<string>();
        var checker = Sys.ActorOf(Props.Create(() => new Checker(done, false)));
        await Flood(checker);
        (await done.Task.WaitAsync(Patience)).ShouldBe("in order");
    }

    [Fact]
    public async Task Order_is_kept_through_a_mailbox_with_two_ends_too()
    {
        var done = new TaskCompletionSource<string>();
        var checker = Sys.ActorOf(Props.Create(() => new StashingChecker(done)));
        await Flood(checker);
        checker.Tell("open");
        (await done.Task.WaitAsync(Patience)).ShouldBe("in order");
    }

    [Fact]
    public async Task An_actor_never_runs_on_two_threads_at_once()
    {
        var done = new TaskCompletionSource<string>();
        var checker = Sys.ActorOf(Props.Create(() => new Checker(done, true)));
        await Flood(checker);
        (await done.Task.WaitAsync(Patience)).ShouldBe("in order");
    }

    [Fact]
    public async Task Order_is_kept_over_restarts()
    {
        var done = new TaskCompletionSource<string>();
        var ledger = new Ledger(done);
        var actor = Sys.ActorOf(Props.Create(() => new Fragile(ledger)));
        await Flood(actor);
        (await done.Task.WaitAsync(Patience)).ShouldBe("in order");
    }

    [Fact]
    public async Task Every_child_that_is_made_and_stopped_is_heard_of_once()
    {
        var done = new TaskCompletionSource<int>();
        var parent = Sys.ActorOf(Props.Create(() => new Breeder(5_000, done)));
        parent.Tell("go");
        (await done.Task.WaitAsync(Patience)).ShouldBe(5_000);
    }

    [Fact]
    public async Task A_ring_of_actors_passes_tokens_without_losing_one()
    {
        const int tokens = 50;
        const int rounds = 2_000;
        var done = new CountdownEvent(tokens);
        var ring = new IActorRef[20];
        for (var i = 0; i < ring.Length; i++)
        {
            var next = (i + 1) % ring.Length;
            ring[i] = Actor(
                (message, _) =>
                {
                    var left = (int)message;
                    if (left == 0)
                        done.Signal();
                    else
                        ring[next].Tell(left - 1);
                }
            );
        }

        for (var i = 0; i < tokens; i++)
            ring[i % ring.Length].Tell(rounds);
        (await Task.Run(() => done.Wait(Patience))).ShouldBeTrue();
    }

    [Fact]
    public async Task Making_top_level_actors_from_many_threads_gives_each_a_name_of_its_own()
    {
        var props = Props.Create(() => new Idle());
        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                        Enumerable.Range(0, 500).Select(_ => Sys.ActorOf(props)).ToArray()
                    )
                )
        );
        made.SelectMany(m => m)
            .Select(a => a.Path.Name)
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBe(2_000);
    }

    private static async Task Flood(IActorRef actor)
    {
        var senders = new Task[Senders];
        for (var s = 0; s < Senders; s++)
        {
            var sender = s;
            senders[s] = Task.Run(() =>
            {
                for (var i = 0; i < Each; i++)
                    actor.Tell(new Numbered(sender, i), ActorRefs.NoSender);
            });
        }

        await Task.WhenAll(senders);
    }

    private sealed record Numbered(int Sender, int Number);

    private sealed class Ledger(TaskCompletionSource<string> done)
    {
        private readonly int[] _next = new int[Senders];
        private int _count;

        public void Enter(Numbered message)
        {
            if (_next[message.Sender]++ != message.Number)
                done.TrySetResult($"{message} came out of order");
            if (++_count == Senders * Each)
                done.TrySetResult("in order");
        }
    }

    private sealed class Checker(TaskCompletionSource<string> done, bool checksThreads)
        : UntypedActor
    {
        private readonly Ledger _ledger = new(done);
        private int _inside;

        protected override void OnReceive(object message)
        {
            if (checksThreads && Interlocked.Increment(ref _inside) != 1)
                done.TrySetResult("two threads at once");
            _ledger.Enter((Numbered)message);
            if (checksThreads)
                Interlocked.Decrement(ref _inside);
        }
    }

    private sealed class StashingChecker(TaskCompletionSource<string> done) : UntypedActorWithStash
    {
        private readonly Ledger _ledger = new(done);
        private bool _open;

        protected override void OnReceive(object message)
        {
            if (message is "open")
            {
                _open = true;
                Stash.UnstashAll();
            }
            else if (_open)
            {
                _ledger.Enter((Numbered)message);
            }
            else
            {
                Stash.Stash();
            }
        }
    }

    private sealed class Fragile(Ledger ledger) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            var numbered = (Numbered)message;
            ledger.Enter(numbered);
            if (numbered.Number % 1_000 == 0)
                throw new InvalidOperationException();
        }
    }

    private sealed class Breeder(int count, TaskCompletionSource<int> done) : UntypedActor
    {
        private int _ended;

        protected override void OnReceive(object message)
        {
            if (message is Terminated)
            {
                if (++_ended == count)
                    done.TrySetResult(_ended);
                return;
            }

            for (var i = 0; i < count; i++)
            {
                var child = Context.Watch(Context.ActorOf(Props.Create(() => new Idle())));
                if (i % 2 == 0)
                    child.Tell(PoisonPill.Instance);
                else
                    Context.Stop(child);
            }
        }
    }

    private sealed class Idle : UntypedActor
    {
        protected override void OnReceive(object message) { }
    }
}
