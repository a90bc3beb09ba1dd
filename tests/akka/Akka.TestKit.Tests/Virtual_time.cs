using Akka.Actor;

namespace Akka.TestKit.Tests;

public class Virtual_time : Xunit2.TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public Virtual_time()
        : base("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
    { }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Stands_still_until_it_is_moved()
    {
        Scheduler.ScheduleTellOnce(Second, TestActor, "a", ActorRefs.NoSender);
        Scheduler.Advance(TimeSpan.FromMilliseconds(999));
        ReceiveOne(TimeSpan.Zero).ShouldBeNull();
        Scheduler.Advance(TimeSpan.FromMilliseconds(1));
        ExpectMsg("a");
    }

    [Fact]
    public void Is_what_the_scheduler_says()
    {
        var start = Scheduler.Now;
        Scheduler.Advance(Second);
        (Scheduler.Now - start).ShouldBe(Second);
        Scheduler.AdvanceTo(start + TimeSpan.FromSeconds(5));
        Scheduler.Now.ShouldBe(start + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Delivers_in_the_order_of_the_due_times()
    {
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(2), TestActor, 2, ActorRefs.NoSender);
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), TestActor, 1, ActorRefs.NoSender);
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(3), TestActor, 3, ActorRefs.NoSender);
        Scheduler.Advance(TimeSpan.FromSeconds(10));
        ReceiveN(3).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Repeats_what_is_scheduled_repeatedly()
    {
        Scheduler.ScheduleTellRepeatedly(Second, Second, TestActor, "tick", ActorRefs.NoSender);
        for (var i = 0; i < 3; i++)
        {
            Scheduler.Advance(Second);
            ExpectMsg("tick");
        }
        ReceiveOne(TimeSpan.Zero).ShouldBeNull();
    }

    [Fact]
    public void Forgets_what_was_cancelled()
    {
        using var cancelable = new Cancelable(Scheduler.Advanced);
        Scheduler.ScheduleTellOnce(Second, TestActor, "a", ActorRefs.NoSender, cancelable);
        cancelable.Cancel();
        Scheduler.Advance(Second);
        ReceiveOne(TimeSpan.Zero).ShouldBeNull();
    }

    [Fact]
    public void Runs_actions()
    {
        var ran = 0;
        Scheduler.Advanced.ScheduleOnce(Second, () => ran++);
        Scheduler.Advance(Second);
        ran.ShouldBe(1);
    }

    [Fact]
    public void Cannot_go_back() =>
        Should.Throw<InvalidOperationException>(() =>
            Scheduler.AdvanceTo(Scheduler.Now - TimeSpan.FromSeconds(1))
        );

    [Fact]
    public void Moves_the_timers_of_actors()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Impatient(TestActor)));
        actor.Tell("start");
        ExpectMsg("started");
        Scheduler.Advance(TimeSpan.FromMinutes(5));
        ExpectMsg("timer");
    }

    private sealed class Impatient : ReceiveActor, IWithTimers
    {
        public Impatient(IActorRef target)
        {
            Receive<string>(
                m => m == "start",
                _ =>
                {
                    Timers.StartSingleTimer("key", "timer", TimeSpan.FromMinutes(5));
                    target.Tell("started");
                }
            );
            Receive<string>(target.Tell);
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
