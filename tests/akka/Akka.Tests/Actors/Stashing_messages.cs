using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Actors;

public sealed class Stashing_messages : ActorTest
{
    [Fact]
    public async Task Unstashed_messages_come_before_later_ones_in_their_order()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Gatekeeper(ear.Ref)));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("open");
        actor.Tell(3);
        await ear.Hears(1, 2, 3);
    }

    [Fact]
    public async Task The_senders_are_kept()
    {
        var ear = Listen();
        var other = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Gatekeeper(ActorRefs.Nobody)));
        actor.Tell(1, ear.Ref);
        actor.Tell(2, other.Ref);
        actor.Tell("open");
        await ear.Hears("took 1");
        await other.Hears("took 2");
    }

    [Fact]
    public async Task A_restart_unstashes_everything()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Gatekeeper(ear.Ref)));
        actor.Tell(1);
        actor.Tell("fail");
        actor.Tell("open");
        await ear.Hears(1);
    }

    [Fact]
    public async Task What_is_stashed_at_the_end_becomes_dead_letters()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Gatekeeper(ActorRefs.Nobody)));
        actor.Tell(1, ear.Ref);
        actor.Tell(PoisonPill.Instance);
        (await ear.Hears<DeadLetter>()).Message.ShouldBe(1);
    }

    [Fact]
    public async Task One_message_cannot_be_stashed_twice()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Stasher(ear.Ref)));
        actor.Tell("twice");
        await ear.Hears(nameof(IllegalActorStateException));
    }

    [Fact]
    public async Task Unstash_gives_back_the_oldest()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new OneByOne(ear.Ref)));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("count");
        actor.Tell("open");
        await ear.Hears(2, 1, 2);
    }

    [Fact]
    public async Task A_bounded_stash_overflows()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Bounded(ear.Ref)).WithStashCapacity(2));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);
        await ear.Hears("1 of 2", "2 of 2", nameof(StashOverflowException));
    }

    private sealed class Gatekeeper : ReceiveActor, IWithStash
    {
        public Gatekeeper(IActorRef ear)
        {
            Receive<string>(
                _ =>
                {
                    Stash.UnstashAll();
                    Become(() =>
                        Receive<int>(i =>
                        {
                            ear.Tell(i);
                            Sender.Tell($"took {i}");
                        })
                    );
                },
                s => s == "open"
            );
            Receive<string>(_ => throw new InvalidOperationException(), s => s == "fail");
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Stasher(IActorRef ear) : UntypedActorWithStash
    {
        protected override void OnReceive(object message)
        {
            try
            {
                Stash.Stash();
                Stash.Stash();
            }
            catch (IllegalActorStateException e)
            {
                ear.Tell(e.GetType().Name);
            }
        }
    }

    private sealed class OneByOne(IActorRef ear) : UntypedActorWithStash
    {
        private bool _open;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "count":
                    ear.Tell(Stash.Count);
                    break;
                case "open":
                    _open = true;
                    Stash.Unstash();
                    break;
                case int when !_open:
                    Stash.Stash();
                    break;
                case int:
                    ear.Tell(message);
                    Stash.Unstash();
                    break;
            }
        }
    }

    private sealed class Bounded(IActorRef ear) : UntypedActor, IWithBoundedStash
    {
        public IStash Stash { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            try
            {
                Stash.Stash();
                ear.Tell($"{Stash.Count} of {Stash.Capacity}");
            }
            catch (StashOverflowException e)
            {
                ear.Tell(e.GetType().Name);
            }
        }
    }
}
