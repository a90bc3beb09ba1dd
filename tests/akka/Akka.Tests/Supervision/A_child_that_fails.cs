using Akka.Actor;

namespace Akka.Tests.Supervision;

public sealed class A_child_that_fails : ActorTest
{
    private async Task<(IActorRef Supervisor, IActorRef Child)> Supervised(
        Ear ear,
        SupervisorStrategy strategy,
        bool tellsOfRestarts = false
    )
    {
        var supervisor = Sys.ActorOf(
            Props.Create(() => new Supervisor(ear.Ref, strategy, tellsOfRestarts))
        );
        return (supervisor, await supervisor.Ask<IActorRef>("child", Patience));
    }

    [Fact]
    public async Task Is_restarted_by_default_and_loses_its_state()
    {
        var ear = Listen();
        var supervisor = Sys.ActorOf(Props.Create(() => new Supervisor(ear.Ref, null, false)));
        var child = await supervisor.Ask<IActorRef>("child", Patience);
        child.Tell(5);
        child.Tell(new InvalidOperationException("broken"));
        child.Tell("sum");
        await ear.Hears(0);
    }

    [Fact]
    public async Task Keeps_its_state_when_it_is_resumed()
    {
        var ear = Listen();
        var (_, child) = await Supervised(ear, new OneForOneStrategy(_ => Directive.Resume));
        child.Tell(5);
        child.Tell(new InvalidOperationException("broken"));
        child.Tell("sum");
        await ear.Hears(5);
    }

    [Fact]
    public async Task Ends_when_it_is_stopped()
    {
        var ear = Listen();
        var (_, child) = await Supervised(ear, new OneForOneStrategy(_ => Directive.Stop));
        ear.Watch(child);
        child.Tell(new InvalidOperationException("broken"));
        (await ear.Hears<Terminated>()).ActorRef.ShouldBe(child);
    }

    [Fact]
    public async Task Makes_its_supervisor_fail_when_that_escalates()
    {
        var ear = Listen();
        var strategy = new OneForOneStrategy(e =>
        {
            ear.Ref.Tell($"top saw {e.Message}", ActorRefs.NoSender);
            return Directive.Stop;
        });
        var top = Sys.ActorOf(Props.Create(() => new Supervisor(ear.Ref, strategy, false)));
        var middle = await top.Ask<IActorRef>(
            Props.Create(() =>
                new Supervisor(ear.Ref, new OneForOneStrategy(_ => Directive.Escalate), false)
            ),
            Patience
        );
        var child = await middle.Ask<IActorRef>("child", Patience);
        ear.Watch(middle);
        await ear.Settled();
        child.Tell(new InvalidOperationException("broken"));
        await ear.Hears("top saw broken");
        (await ear.Hears<Terminated>()).ActorRef.ShouldBe(middle);
    }

    [Fact]
    public async Task The_decider_sees_the_exception()
    {
        var ear = Listen();
        var (_, child) = await Supervised(
            ear,
            new OneForOneStrategy(
                Decider.From(Directive.Restart, Directive.Resume.When<ArithmeticException>())
            )
        );
        child.Tell(5);
        child.Tell(new DivideByZeroException());
        child.Tell("sum");
        child.Tell(new InvalidOperationException());
        child.Tell("sum");
        await ear.Hears(5, 0);
    }

    [Fact]
    public async Task Is_stopped_after_too_many_restarts()
    {
        var ear = Listen();
        var (_, child) = await Supervised(
            ear,
            new OneForOneStrategy(2, TimeSpan.FromMinutes(10), _ => Directive.Restart)
        );
        ear.Watch(child);
        await ear.Settled();
        for (var i = 0; i < 2; i++)
        {
            child.Tell(new InvalidOperationException());
            child.Tell("sum");
            await ear.Hears(0);
        }

        child.Tell(new InvalidOperationException());
        await ear.Hears<Terminated>();
    }

    [Fact]
    public async Task A_limit_of_none_stops_it_at_its_first_failure()
    {
        var ear = Listen();
        var (_, child) = await Supervised(
            ear,
            new OneForOneStrategy(0, -1, _ => Directive.Restart)
        );
        ear.Watch(child);
        await ear.Settled();
        child.Tell(new InvalidOperationException());
        await ear.Hears<Terminated>();
    }

    [Fact]
    public async Task Goes_on_with_the_messages_that_waited()
    {
        var ear = Listen();
        var (_, child) = await Supervised(ear, new OneForOneStrategy(_ => Directive.Restart));
        var go = new TaskCompletionSource();
        child.Tell(go.Task);
        child.Tell(new InvalidOperationException());
        child.Tell(1);
        child.Tell(2);
        child.Tell("sum");
        go.SetResult();
        await ear.Hears(3);
    }

    [Fact]
    public async Task Takes_all_its_siblings_with_it_under_all_for_one()
    {
        var ear = Listen();
        var (supervisor, first) = await Supervised(
            ear,
            new AllForOneStrategy(_ => Directive.Restart),
            true
        );
        var second = await supervisor.Ask<IActorRef>("child", Patience);
        second.Tell(5);
        second.Tell("sum");
        await ear.Hears(5);
        first.Tell(new InvalidOperationException());
        await ear.Hears("restarted");
        await ear.Hears("restarted");
        second.Tell("sum");
        await ear.Hears(0);
    }

    [Fact]
    public async Task Leaves_its_siblings_alone_under_one_for_one()
    {
        var ear = Listen();
        var (supervisor, first) = await Supervised(
            ear,
            new OneForOneStrategy(_ => Directive.Restart),
            true
        );
        var second = await supervisor.Ask<IActorRef>("child", Patience);
        second.Tell(5);
        first.Tell(new InvalidOperationException());
        first.Tell("sum");
        await ear.Hears("restarted", 0);
        second.Tell("sum");
        await ear.Hears(5);
    }

    [Fact]
    public async Task Stops_its_own_children_when_it_is_restarted()
    {
        var ear = Listen();
        var (_, child) = await Supervised(ear, new OneForOneStrategy(_ => Directive.Restart), true);
        var grandchild = await child.Ask<IActorRef>("grandchild", Patience);
        ear.Watch(grandchild);
        await ear.Settled();
        child.Tell(new InvalidOperationException());
        var heard = new[] { await ear.Hears(), await ear.Hears() };
        heard.OfType<Terminated>().ShouldHaveSingleItem().ActorRef.ShouldBe(grandchild);
    }

    [Fact]
    public async Task Is_stopped_by_default_when_it_cannot_start()
    {
        var ear = Listen();
        ear.Watch(Sys.ActorOf(Props.Create(() => new NeverStarts())));
        await ear.Hears<Terminated>();
    }

    [Fact]
    public async Task Is_stopped_by_default_when_it_was_killed()
    {
        var ear = Listen();
        var (_, child) = await Supervised(ear, SupervisorStrategy.DefaultStrategy);
        ear.Watch(child);
        await ear.Settled();
        child.Tell(Kill.Instance);
        await ear.Hears<Terminated>();
    }

    [Fact]
    public async Task The_supervisor_learns_why_a_child_could_not_start()
    {
        var ear = Listen();
        var strategy = new OneForOneStrategy(e =>
        {
            ear.Ref.Tell(e, ActorRefs.NoSender);
            return Directive.Stop;
        });
        var supervisor = Sys.ActorOf(Props.Create(() => new Supervisor(ear.Ref, strategy, false)));
        await supervisor.Ask<IActorRef>(Props.Create(() => new NeverStarts()), Patience);
        (await ear.Hears<ActorInitializationException>()).Actor.ShouldNotBeNull();
    }

    [Fact]
    public async Task One_whose_second_instance_fails_too_is_stopped_by_default()
    {
        var ear = Listen();
        var starts = new[] { 0 };
        var actor = Sys.ActorOf(Props.Create(() => new StartsOnce(starts)));
        ear.Watch(actor);
        await ear.Settled();
        actor.Tell("fail");
        await ear.Hears<Terminated>();
    }

    [Fact]
    public async Task An_all_for_one_supervisor_of_many_stops_them_all()
    {
        var ear = Listen();
        var (supervisor, first) = await Supervised(ear, new AllForOneStrategy(_ => Directive.Stop));
        var others = new List<IActorRef>();
        for (var i = 0; i < 50; i++)
            others.Add(await supervisor.Ask<IActorRef>("child", Patience));
        foreach (var other in others)
            ear.Watch(other);
        await ear.Settled();
        first.Tell(new InvalidOperationException());
        for (var i = 0; i < others.Count; i++)
            await ear.Hears<Terminated>();
    }

    private sealed class Supervisor(
        IActorRef ear,
        SupervisorStrategy? strategy,
        bool tellsOfRestarts = false
    ) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() =>
            strategy ?? base.SupervisorStrategy();

        protected override void OnReceive(object message) =>
            Sender.Tell(
                Context.ActorOf(
                    message as Props ?? Props.Create(() => new Adder(ear, tellsOfRestarts))
                )
            );
    }

    private sealed class Adder(IActorRef ear, bool tellsOfRestarts) : UntypedActor
    {
        private int _sum;

        protected override void PostRestart(Exception reason)
        {
            base.PostRestart(reason);
            if (tellsOfRestarts)
                ear.Tell("restarted");
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Exception e:
                    throw e;
                case Task task:
                    task.Wait();
                    break;
                case "grandchild":
                    Sender.Tell(Context.ActorOf(Props.Create(() => new Adder(ear, false))));
                    break;
                case int number:
                    _sum += number;
                    break;
                case "sum":
                    ear.Tell(_sum);
                    break;
            }
        }
    }

    private sealed class NeverStarts : UntypedActor
    {
        public NeverStarts()
        {
            throw new InvalidOperationException("never");
        }

        protected override void OnReceive(object message) { }
    }

    private sealed class StartsOnce : UntypedActor
    {
        public StartsOnce(int[] starts)
        {
            if (starts[0]++ > 0)
                throw new InvalidOperationException("once");
        }

        protected override void OnReceive(object message) => throw new InvalidOperationException();
    }
}
