using Akka.Actor;
using Akka.Pattern;

namespace Akka.Tests.Patterns;

public sealed class Backing_off : ActorTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_child_that_stopped_is_started_again()
    {
        var ear = Listen();
        var supervisor = Sys.ActorOf(
            BackoffSupervisor.Props(
                Backoff.OnStop(Props.Create(() => new Child(ear.Ref)), "child", Soon, Later, 0)
            )
        );
        await ear.Hears("started");
        supervisor.Tell("stop");
        await ear.Hears("started");
        var count = await supervisor.Ask<BackoffSupervisor.RestartCount>(
            BackoffSupervisor.GetRestartCount.Instance,
            Patience
        );
        count.Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_child_that_failed_is_started_again()
    {
        var ear = Listen();
        var supervisor = Sys.ActorOf(
            BackoffSupervisor.Props(
                Backoff.OnFailure(Props.Create(() => new Child(ear.Ref)), "child", Soon, Later, 0)
            )
        );
        await ear.Hears("started");
        supervisor.Tell("fail");
        await ear.Hears("started");
        supervisor.Tell("hello");
        await ear.Hears("hello");
    }

    [Fact]
    public async Task Enough_is_enough()
    {
        var ear = Listen();
        var supervisor = Sys.ActorOf(
            BackoffSupervisor.Props(
                Backoff
                    .OnStop(Props.Create(() => new Child(ear.Ref)), "child", Soon, Soon, 0)
                    .WithManualReset()
                    .WithMaxNrOfRetries(1)
            )
        );
        ear.Watch(supervisor);
        await ear.Hears("started");
        supervisor.Tell("stop");
        await ear.Hears("started");
        supervisor.Tell("stop");
        (await ear.Hears<Terminated>()).ActorRef.ShouldBe(supervisor);
    }

    [Fact]
    public async Task A_final_message_ends_both()
    {
        var ear = Listen();
        var supervisor = Sys.ActorOf(
            BackoffSupervisor.Props(
                Backoff
                    .OnStop(Props.Create(() => new Child(ear.Ref)), "child", Soon, Soon, 0)
                    .WithFinalStopMessage(message => message is "stop")
            )
        );
        ear.Watch(supervisor);
        await ear.Hears("started");
        supervisor.Tell("stop");
        (await ear.Hears<Terminated>()).ActorRef.ShouldBe(supervisor);
    }

    private sealed class Child(IActorRef ear) : UntypedActor
    {
        protected override void PreStart() => ear.Tell("started");

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "stop":
                    Context.Stop(Self);
                    break;
                case "fail":
                    throw new InvalidOperationException();
                default:
                    ear.Tell(message);
                    break;
            }
        }
    }
}
