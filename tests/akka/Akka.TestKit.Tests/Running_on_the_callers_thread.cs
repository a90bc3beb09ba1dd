using Akka.Actor;

namespace Akka.TestKit.Tests;

public class Running_on_the_callers_thread : Xunit2.TestKit
{
    [Fact]
    public void A_message_is_handled_before_the_send_returns()
    {
        var actor = ActorOfAsTestActorRef<Counter>();
        actor.Tell("a");
        actor.Tell("b");
        actor.UnderlyingActor.Count.ShouldBe(2);
        actor.UnderlyingActor.Thread.ShouldBe(Environment.CurrentManagedThreadId);
    }

    [Fact]
    public void A_test_actor_reference_can_be_used_like_any_other()
    {
        var actor = ActorOfAsTestActorRef<Counter>("counter");
        actor.Path.Name.ShouldBe("counter");
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void Any_actor_can_run_on_the_dispatcher()
    {
        var echo = Sys.ActorOf(
            Props.Create(() => new Echo()).WithDispatcher(CallingThreadDispatcher.Id)
        );
        echo.Tell("a");
        ExpectMsg("a");
    }

    private sealed class Counter : UntypedActor
    {
        public int Count { get; private set; }

        public int Thread { get; private set; }

        protected override void OnReceive(object message)
        {
            Count++;
            Thread = Environment.CurrentManagedThreadId;
        }
    }
}
