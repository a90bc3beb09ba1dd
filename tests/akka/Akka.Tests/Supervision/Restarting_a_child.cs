using Akka.Actor;

namespace Akka.Tests.Supervision;

public sealed class Restarting_a_child : ActorTest
{
    private async Task<IActorRef> Child(Ear ear, SupervisorStrategy strategy, bool keeps = false)
    {
        var supervisor = Sys.ActorOf(Props.Create(() => new Supervisor(strategy)));
        return await supervisor.Ask<IActorRef>(
            Props.Create(() => new Worker(ear.Ref, keeps)),
            Patience
        );
    }

    private static OneForOneStrategy AlwaysRestart => new(_ => Directive.Restart);

    [Fact]
    public async Task The_old_instance_learns_the_cause_and_the_message_and_the_new_one_the_cause()
    {
        var ear = Listen();
        var child = await Child(ear, AlwaysRestart);

        child.Tell(new Failure("broken"));

        await ear.Hears("received broken", "ending: broken by broken", "beginning: broken");
    }

    [Fact]
    public async Task The_message_that_made_it_fail_is_not_received_again()
    {
        var ear = Listen();
        var child = await Child(ear, AlwaysRestart);

        child.Tell(new Failure("broken"));
        child.Tell("next");

        await ear.Hears("received broken", "ending: broken by broken", "beginning: broken", "next");
    }

    [Fact]
    public async Task Children_that_it_does_not_stop_are_restarted_with_it()
    {
        var ear = Listen();
        var child = await Child(ear, AlwaysRestart, keeps: true);
        var grandchild = await child.Ask<IActorRef>(
            Props.Create(() => new Worker(ear.Ref, false)),
            Patience
        );

        child.Tell(new Failure("broken"));
        grandchild.Tell("alive");

        var heard = new List<object>();
        for (var i = 0; i < 6; i++)
            heard.Add(await ear.Hears());
        heard.Count(message => message is "beginning: broken").ShouldBe(2);
        heard.ShouldContain("ending: broken by its parent");
        heard.ShouldContain("alive");
    }

    [Fact]
    public async Task Restarts_further_apart_than_the_range_are_not_counted_together()
    {
        var ear = Listen();
        var child = await Child(
            ear,
            new OneForOneStrategy(1, TimeSpan.FromMilliseconds(50), _ => Directive.Restart)
        );

        child.Tell(new Failure("first"));
        Sys.Scheduler.ScheduleTellOnce(
            TimeSpan.FromMilliseconds(500),
            child,
            new Failure("second"),
            ActorRefs.NoSender
        );

        await ear.Hears("received first", "ending: first by first", "beginning: first");
        await ear.Hears("received second", "ending: second by second", "beginning: second");
    }

    private sealed record Failure(string Name);

    private sealed class Supervisor(SupervisorStrategy strategy) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => strategy;

        protected override void OnReceive(object message) =>
            Sender.Tell(Context.ActorOf((Props)message));
    }

    private sealed class Worker(IActorRef ear, bool keepsChildren) : UntypedActor
    {
        protected override void PreRestart(Exception reason, object message)
        {
            ear.Tell($"ending: {reason.Message} by {(message as Failure)?.Name ?? "its parent"}");
            if (!keepsChildren)
                base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason) =>
            ear.Tell($"beginning: {reason.Message}");

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Failure failure:
                    ear.Tell($"received {failure.Name}");
                    throw new InvalidOperationException(failure.Name);
                case Props child:
                    Sender.Tell(Context.ActorOf(child));
                    break;
                default:
                    ear.Tell(message);
                    break;
            }
        }
    }
}
