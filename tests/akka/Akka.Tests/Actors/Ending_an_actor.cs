using Akka.Actor;

namespace Akka.Tests.Actors;

public sealed class Ending_an_actor : ActorTest
{
    /// <summary>An actor that is busy until the gate opens, and then says what it receives.</summary>
    private IActorRef Busy(Ear ear, Task gate)
    {
        var actor = Actor(
            (message, _) =>
            {
                if (message is Task wait)
                    wait.Wait(Patience);
                else
                    ear.Ref.Tell(message);
            }
        );
        ear.Watch(actor);
        actor.Tell(gate);
        return actor;
    }

    [Fact]
    public async Task A_stop_overtakes_the_messages_that_wait()
    {
        var ear = Listen();
        var gate = new TaskCompletionSource();
        var actor = Busy(ear, gate.Task);
        await ear.Settled();
        actor.Tell("waiting");

        ear.Do(context => context.Stop(actor));
        await ear.Settled();
        gate.SetResult();

        (await ear.Hears<Terminated>()).ActorRef.ShouldBe(actor);
        ear.HeardNothingElse();
    }

    [Fact]
    public async Task A_poison_pill_waits_for_its_turn()
    {
        var ear = Listen();
        var gate = new TaskCompletionSource();
        var actor = Busy(ear, gate.Task);
        await ear.Settled();

        actor.Tell("before");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("after");
        gate.SetResult();

        await ear.Hears("before");
        (await ear.Hears<Terminated>()).ActorRef.ShouldBe(actor);
        ear.HeardNothingElse();
    }

    [Fact]
    public async Task A_kill_is_a_failure_that_the_supervisor_decides_on()
    {
        var ear = Listen();
        var supervisor = Sys.ActorOf(Props.Create(() => new Merciful(ear.Ref)));
        var child = await supervisor.Ask<IActorRef>("child", Patience);

        child.Tell(Kill.Instance);
        child.Tell("still there");

        await ear.Hears(nameof(ActorKilledException), "still there");
    }

    private sealed class Merciful : ReceiveActor
    {
        private readonly IActorRef _ear;

        public Merciful(IActorRef ear)
        {
            _ear = ear;
            Receive<string>(_ => Sender.Tell(Context.ActorOf(Props.Create(() => new Echo(ear)))));
        }

        protected override SupervisorStrategy SupervisorStrategy() =>
            new OneForOneStrategy(cause =>
            {
                _ear.Tell(cause.GetType().Name);
                return Directive.Resume;
            });
    }

    private sealed class Echo(IActorRef ear) : UntypedActor
    {
        protected override void OnReceive(object message) => ear.Tell(message);
    }
}
