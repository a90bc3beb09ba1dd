using Akka.Actor;

namespace Akka.Tests.Time;

public sealed class Timers_of_an_actor : ActorTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    private static Action<ITimerScheduler> Order(Action<ITimerScheduler> order) => order;

    [Fact]
    public async Task A_single_timer_tells_once_and_is_over()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Clock(ear.Ref)));
        actor.Tell(Order(timers => timers.StartSingleTimer("key", "ring", Soon)));
        await ear.Hears("ring");
        (await actor.Ask<bool>("active?", Patience)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_periodic_timer_tells_again_and_again()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Clock(ear.Ref)));
        actor.Tell(Order(timers => timers.StartPeriodicTimer("key", "ring", Soon)));
        await ear.Hears("ring", "ring", "ring");
        (await actor.Ask<bool>("active?", Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_timer_replaces_the_one_of_its_key()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Clock(ear.Ref)));
        actor.Tell(
            Order(timers =>
            {
                timers.StartSingleTimer("key", "first", Soon);
                timers.StartSingleTimer("key", "second", Soon);
                timers.StartSingleTimer("other", "third", Soon * 5);
            })
        );
        await ear.Hears("second", "third");
    }

    [Fact]
    public async Task A_cancelled_timer_is_silent_even_when_its_message_is_waiting()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Clock(ear.Ref)));
        actor.Tell(
            Order(timers =>
            {
                timers.StartSingleTimer("key", "cancelled", TimeSpan.FromMilliseconds(1));
                timers.StartSingleTimer("other", "ring", Soon);
                SpinWait.SpinUntil(static () => false, 15);
                timers.Cancel("key");
            })
        );
        await ear.Hears("ring");
    }

    [Fact]
    public async Task A_restart_ends_all_timers()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Clock(ear.Ref)));
        actor.Tell(Order(timers => timers.StartPeriodicTimer("key", "ring", Never)));
        (await actor.Ask<bool>("active?", Patience)).ShouldBeTrue();
        actor.Tell(new InvalidOperationException());
        (await actor.Ask<bool>("active?", Patience)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_receive_timeout_comes_when_it_is_quiet()
    {
        var ear = Listen();
        Sys.ActorOf(Props.Create(() => new Impatient(ear.Ref, Soon)));
        await ear.Hears("timeout");
    }

    [Fact]
    public async Task A_receive_timeout_comes_again_until_it_is_ended()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Impatient(ear.Ref, Soon)));
        await ear.Hears("timeout", "timeout");
        actor.Tell("enough");
        object heard;
        while ((heard = await ear.Hears()) is "timeout") { }
        heard.ShouldBe("ended");
        await actor.Ask<string>("?", Patience);
        await ear.Settled();
        ear.HeardNothingElse();
    }

    [Fact]
    public async Task Messages_that_say_so_do_not_disturb_the_receive_timeout()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Impatient(ear.Ref, Soon * 5)));
        Sys.Scheduler.ScheduleTellRepeatedly(Soon, Soon, actor, new Quiet(), ActorRefs.NoSender);
        await ear.Hears("timeout");
    }

    private sealed class Quiet : INotInfluenceReceiveTimeout;

    private sealed class Clock(IActorRef ear) : UntypedActor, IWithTimers
    {
        public ITimerScheduler Timers { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Action<ITimerScheduler> order:
                    order(Timers);
                    break;
                case "active?":
                    Sender.Tell(Timers.IsTimerActive("key"));
                    break;
                case Exception e:
                    throw e;
                default:
                    ear.Tell(message);
                    break;
            }
        }
    }

    private sealed class Impatient : ReceiveActor
    {
        public Impatient(IActorRef ear, TimeSpan patience)
        {
            SetReceiveTimeout(patience);
            Receive<ReceiveTimeout>(_ => ear.Tell("timeout"));
            Receive<Quiet>(_ => { });
            Receive<string>(
                _ =>
                {
                    SetReceiveTimeout(null);
                    ear.Tell("ended");
                },
                s => s == "enough"
            );
            ReceiveAny(_ => Sender.Tell("!"));
        }
    }
}
