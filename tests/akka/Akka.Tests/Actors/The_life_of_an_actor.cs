using Akka.Actor;

namespace Akka.Tests.Actors;

public sealed class The_life_of_an_actor : ActorTest
{
    [Fact]
    public async Task It_starts_before_its_first_message_and_ends_after_its_last()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Diary(ear.Ref)));
        actor.Tell("message");
        actor.Tell(PoisonPill.Instance);
        await ear.Hears("constructed", "PreStart", "message", "PostStop");
    }

    [Fact]
    public async Task A_restart_makes_a_new_instance()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Diary(ear.Ref)));
        actor.Tell("fail");
        actor.Tell("message");
        await ear.Hears(
            "constructed",
            "PreStart",
            "PreRestart fail",
            "PostStop",
            "constructed",
            "PostRestart",
            "PreStart",
            "message"
        );
    }

    [Fact]
    public async Task The_reference_outlives_a_restart()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Diary(ear.Ref)));
        var before = await actor.Ask<ActorIdentity>(new Identify(1), Patience);
        actor.Tell("fail");
        var after = await actor.Ask<ActorIdentity>(new Identify(2), Patience);
        after.Subject.ShouldBe(before.Subject);
        after.Subject.Path.Uid.ShouldBe(before.Subject.Path.Uid);
    }

    [Fact]
    public void Nobody_else_can_construct_one()
    {
        Should.Throw<ActorInitializationException>(() => new Diary(ActorRefs.Nobody));
    }

    [Fact]
    public void Two_children_of_one_parent_cannot_share_a_name()
    {
        Actor((_, _) => { }, "name");
        Should.Throw<InvalidActorNameException>(() => Actor((_, _) => { }, "name"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$begins-with-a-dollar")]
    [InlineData("has a space")]
    [InlineData("has/slash")]
    public void A_name_has_rules(string name)
    {
        Should.Throw<InvalidActorNameException>(() => Actor((_, _) => { }, name));
    }

    [Fact]
    public async Task A_name_is_free_again_when_its_parent_has_seen_its_actor_end()
    {
        var ear = Listen();
        // Only the parent can tell: it is the one that keeps the names.
        var parent = Actor(
            (message, context) =>
            {
                if (message is Terminated first)
                    ear.Ref.Tell((first.ActorRef, context.ActorOf(Props.Empty, "name")));
                else
                    context.Stop(context.Watch(context.ActorOf(Props.Empty, "name")));
            }
        );
        parent.Tell("begin");
        var (ended, next) = ((IActorRef, IActorRef))await ear.Hears();
        next.Path.ShouldBe(ended.Path);
        next.ShouldNotBe(ended);
    }

    [Fact]
    public async Task Children_end_before_their_parent()
    {
        var ear = Listen();
        var parent = Sys.ActorOf(Props.Create(() => new Parent(ear.Ref)));
        await ear.Hears("child started", "child started");
        Sys.Stop(parent);
        await ear.Hears("child stopped", "child stopped", "parent stopped");
    }

    [Fact]
    public async Task An_actor_knows_its_children()
    {
        var ear = Listen();
        var parent = Actor(
            (_, context) =>
            {
                var one = context.ActorOf(Props.Create(() => new Diary(ActorRefs.Nobody)), "one");
                context.ActorOf(Props.Create(() => new Diary(ActorRefs.Nobody)), "two");
                ear.Ref.Tell(context.Child("one").Equals(one));
                ear.Ref.Tell(context.Child("three").IsNobody());
                ear.Ref.Tell(context.GetChildren().Count());
                ear.Ref.Tell(one.Path.Parent == context.Self.Path);
            }
        );
        parent.Tell("go");
        await ear.Hears(true, true, 2, true);
    }

    [Fact]
    public async Task Stopping_gracefully_waits_for_the_end()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Diary(ear.Ref)));
        (await actor.GracefulStop(Patience)).ShouldBeTrue();
        await ear.Hears("constructed", "PreStart", "PostStop");
    }

    [EngineFact("Later versions of Akka.NET answer false.")]
    public async Task Waiting_for_the_end_of_one_that_stays_is_cancelled()
    {
        var deaf = Sys.ActorOf(Props.Create(() => new Diary(ActorRefs.Nobody)));
        await Should.ThrowAsync<TaskCanceledException>(
            deaf.GracefulStop(TimeSpan.FromMilliseconds(50), "not a stop")
        );
    }

    private sealed class Diary : UntypedActor
    {
        private readonly IActorRef _ear;

        public Diary(IActorRef ear)
        {
            _ear = ear;
            ear.Tell("constructed", ActorRefs.NoSender);
        }

        protected override void PreStart() => _ear.Tell("PreStart");

        protected override void PostStop() => _ear.Tell("PostStop");

        protected override void PreRestart(Exception reason, object message)
        {
            _ear.Tell($"PreRestart {message}");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            _ear.Tell("PostRestart");
            base.PostRestart(reason);
        }

        protected override void OnReceive(object message)
        {
            if (message is "fail")
                throw new InvalidOperationException("fail");
            _ear.Tell(message);
        }
    }

    private sealed class Parent(IActorRef ear) : UntypedActor
    {
        protected override void PreStart()
        {
            Context.ActorOf(Props.Create(() => new Child(ear)));
            Context.ActorOf(Props.Create(() => new Child(ear)));
        }

        protected override void PostStop() => ear.Tell("parent stopped");

        protected override void OnReceive(object message) { }
    }

    private sealed class Child(IActorRef ear) : UntypedActor
    {
        protected override void PreStart() => ear.Tell("child started");

        protected override void PostStop() => ear.Tell("child stopped");

        protected override void OnReceive(object message) { }
    }
}
