using Akka.Actor;

namespace Akka.Tests.Supervision;

public sealed class Deciding_about_failures : ActorTest
{
    [Fact]
    public void By_default_what_cannot_go_on_is_stopped_and_all_else_restarted()
    {
        Directive Decide(Exception cause) => SupervisorStrategy.DefaultDecider.Decide(cause);
        Decide(new ActorInitializationException("cannot start")).ShouldBe(Directive.Stop);
        Decide(new ActorKilledException("killed")).ShouldBe(Directive.Stop);
        Decide(new DeathPactException(ActorRefs.Nobody)).ShouldBe(Directive.Stop);
        Decide(new InvalidOperationException()).ShouldBe(Directive.Restart);
        Decide(new Exception()).ShouldBe(Directive.Restart);
    }

    [Fact]
    public void Directives_may_be_listed_by_type()
    {
        var decider = Decider.From(
            Directive.Escalate,
            KeyValuePair.Create(typeof(FormatException), Directive.Resume),
            KeyValuePair.Create(typeof(InvalidOperationException), Directive.Stop)
        );
        decider.Decide(new FormatException()).ShouldBe(Directive.Resume);
        decider.Decide(new InvalidOperationException()).ShouldBe(Directive.Stop);
        decider.Decide(new NotSupportedException()).ShouldBe(Directive.Escalate);
    }

    [Fact]
    public async Task Without_a_limit_a_child_is_restarted_as_often_as_it_fails()
    {
        var ear = Listen();
        var strategy = new OneForOneStrategy(-1, Timeout.InfiniteTimeSpan, _ => Directive.Restart);
        var parent = Sys.ActorOf(Props.Create(() => new Parent(ear.Ref, strategy)));
        for (var i = 0; i < 50; i++)
            parent.Tell("fail the child");
        parent.Tell("ask the child");
        await ear.Hears("alive");
    }

    [Fact]
    public async Task Children_have_ended_before_the_next_instance_of_their_parent_begins()
    {
        var ear = Listen();
        var parent = Sys.ActorOf(Props.Create(() => new Parent(ear.Ref, null)));
        parent.Tell("make a noisy child");
        await ear.Hears("child begins");
        parent.Tell("fail");
        await ear.Hears("child ends", "parent begins again");
    }

    /// <summary>The default <c>PreRestart</c> unwatches the children that it stops.</summary>
    [Fact]
    public async Task A_restarted_parent_does_not_hear_of_the_children_that_it_stopped()
    {
        var ear = Listen();
        var parent = Sys.ActorOf(Props.Create(() => new Parent(ear.Ref, null)));
        parent.Tell("make a noisy child");
        await ear.Hears("child begins");
        parent.Tell("fail");
        await ear.Hears("child ends", "parent begins again");
        parent.Tell("ask the child");
        await ear.Hears("alive");
        ear.HeardNothingElse();
    }

    private sealed class Parent : UntypedActor
    {
        private readonly IActorRef _ear;
        private readonly SupervisorStrategy? _strategy;
        private readonly IActorRef _child;

        public Parent(IActorRef ear, SupervisorStrategy? strategy)
        {
            _ear = ear;
            _strategy = strategy;
            _child = Context.ActorOf(Props.Create(() => new Child(ear, false)));
        }

        protected override SupervisorStrategy SupervisorStrategy() =>
            _strategy ?? base.SupervisorStrategy();

        protected override void PostRestart(Exception reason) => _ear.Tell("parent begins again");

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "fail":
                    throw new InvalidOperationException("parent");
                case "make a noisy child":
                    Context.Watch(Context.ActorOf(Props.Create(() => new Child(_ear, true))));
                    break;
                case Terminated:
                    _ear.Tell("heard of an end");
                    break;
                default:
                    _child.Tell(message);
                    break;
            }
        }
    }

    private sealed class Child(IActorRef ear, bool noisy) : UntypedActor
    {
        protected override void PreStart()
        {
            if (noisy)
                ear.Tell("child begins");
        }

        protected override void PostStop()
        {
            if (noisy)
                ear.Tell("child ends");
        }

        protected override void OnReceive(object message)
        {
            if (message is "fail the child")
                throw new InvalidOperationException("child");
            ear.Tell("alive");
        }
    }
}
