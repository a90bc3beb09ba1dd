using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Tests.Dispatching;

public sealed class Choosing_a_mailbox : ActorTest
{
    public Choosing_a_mailbox()
        : base(
            $$"""
            small-mailbox {
              mailbox-type = "Akka.Dispatch.BoundedMailbox"
              mailbox-capacity = 2
              mailbox-push-timeout-time = 10ms
            }
            priority-mailbox {
              mailbox-type = "{{typeof(NumbersFirst).FullName}}, {{typeof(NumbersFirst).Assembly.GetName().Name}}"
            }
            akka.actor.deployment {
              /configured { mailbox = priority-mailbox }
            }
            """
        ) { }

    private (IActorRef Actor, TaskCompletionSource Go) Blocked(
        Ear ear,
        string mailbox,
        string? name = null
    )
    {
        var go = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var props = Props.Create(() => new Repeats(ear.Ref, begun, go.Task));
        var actor = Sys.ActorOf(mailbox.Length > 0 ? props.WithMailbox(mailbox) : props, name);
        actor.Tell("block");
        begun.Task.Wait(Patience).ShouldBeTrue();
        return (actor, go);
    }

    [Fact]
    public async Task A_priority_mailbox_puts_lower_numbers_first()
    {
        var ear = Listen();
        var (actor, go) = Blocked(ear, "priority-mailbox");
        foreach (var message in (object[])["text 1", 3, "text 2", 1, 2])
            actor.Tell(message);
        go.SetResult();
        await ear.Hears(1, 2, 3, "text 1", "text 2");
    }

    [Fact]
    public async Task A_deployment_may_name_the_mailbox()
    {
        var ear = Listen();
        var (actor, go) = Blocked(ear, "", "configured");
        actor.Tell("text");
        actor.Tell(1);
        go.SetResult();
        await ear.Hears(1, "text");
    }

    [Fact]
    public async Task What_does_not_fit_into_a_bounded_mailbox_is_a_dead_letter()
    {
        var letters = Listen();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var ear = Listen();
        var (actor, go) = Blocked(ear, "small-mailbox");
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);
        (await letters.Hears<DeadLetter>()).Message.ShouldBe(3);
        go.SetResult();
        await ear.Hears(1, 2);
    }

    [Fact]
    public void A_mailbox_that_is_not_configured_is_an_error()
    {
        Should.Throw<ConfigurationException>(() =>
            Sys.ActorOf(
                Props.Create(() => new Repeats(null!, null!, null!)).WithMailbox("no-such-mailbox")
            )
        );
    }

    public sealed class NumbersFirst(Settings settings, Config config)
        : UnboundedStablePriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message as int? ?? 100;
    }

    private sealed class Repeats(IActorRef ear, TaskCompletionSource begun, Task go) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "block")
            {
                begun.SetResult();
                go.Wait();
                return;
            }

            ear.Tell(message);
        }
    }
}
