using Akka.Actor;

namespace Akka.Tests.Actors;

public sealed class Asynchronous_handlers : ActorTest
{
    [Fact]
    public async Task The_next_message_waits_for_the_end_of_the_one_before()
    {
        var ear = Listen();
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Slow(ear.Ref, gate.Task)));
        actor.Tell("wait");
        actor.Tell("next");
        await ear.Hears("waiting");
        gate.SetResult();
        await ear.Hears("waited", "next");
    }

    [Fact]
    public async Task Self_sender_and_context_hold_after_an_await()
    {
        var ear = Listen();
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Slow(ActorRefs.Nobody, gate.Task)));
        actor.Tell("context", ear.Ref);
        gate.SetResult();
        await ear.Hears("context is here");
        ear.LastSender.ShouldBe(actor);
    }

    [Fact]
    public async Task A_failure_after_an_await_is_a_failure_of_the_actor()
    {
        var ear = Listen();
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Slow(ear.Ref, gate.Task)));
        actor.Tell("fail");
        actor.Tell("next");
        gate.SetResult();
        await ear.Hears("restarted because of late", "next");
    }

    [Fact]
    public async Task A_failure_before_an_await_is_one_too()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Slow(ear.Ref, Task.CompletedTask)));
        actor.Tell("fail at once");
        actor.Tell("next");
        await ear.Hears("restarted because of early", "next");
    }

    [Fact]
    public async Task One_for_everything_holds_the_mailbox_too()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new TakesAll(ear.Ref)));
        actor.Tell("one");
        actor.Tell(2);
        await ear.Hears("begun one", "ended one", "begun 2", "ended 2");
    }

    [Fact]
    public async Task One_that_waits_can_still_be_stopped()
    {
        var ear = Listen();
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Slow(ear.Ref, gate.Task)));
        actor.Tell("wait");
        await ear.Hears("waiting");
        ear.Watch(actor);
        Sys.Stop(actor);
        (await ear.Hears<Terminated>()).ActorRef.ShouldBe(actor);
    }

    [Fact]
    public async Task An_untyped_actor_runs_tasks_too()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Untyped()));
        actor.Tell("go", ear.Ref);
        actor.Tell("next", ear.Ref);
        await ear.Hears("begun go", "ended go", "begun next", "ended next");
    }

    [Fact]
    public async Task Many_awaits_in_a_row_keep_the_order()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Yielding()));
        for (var i = 0; i < 1_000; i++)
            actor.Tell(i, ear.Ref);
        for (var i = 0; i < 1_000; i++)
            await ear.Hears(i);
    }

    private sealed class Slow : ReceiveActor
    {
        private readonly IActorRef _ear;

        public Slow(IActorRef ear, Task gate)
        {
            _ear = ear;
            ReceiveAsync<string>(
                async _ =>
                {
                    ear.Tell("waiting");
                    await gate;
                    ear.Tell("waited");
                },
                s => s == "wait"
            );
            ReceiveAsync<string>(
                async _ =>
                {
                    await gate;
                    Sender.Tell(Context.Self.Equals(Self) ? "context is here" : "context is lost");
                },
                s => s == "context"
            );
            ReceiveAsync<string>(
                async _ =>
                {
                    await gate;
                    throw new InvalidOperationException("late");
                },
                s => s == "fail"
            );
            ReceiveAsync<string>(
                _ => throw new InvalidOperationException("early"),
                s => s == "fail at once"
            );
            ReceiveAny(message => ear.Tell(message));
        }

        protected override void PostRestart(Exception reason)
        {
            _ear.Tell($"restarted because of {reason.Message}");
            base.PostRestart(reason);
        }
    }

    private sealed class Untyped : UntypedActor
    {
        protected override void OnReceive(object message) =>
            RunTask(async () =>
            {
                Sender.Tell($"begun {message}");
                await Task.Yield();
                Sender.Tell($"ended {message}");
            });
    }

    private sealed class Yielding : ReceiveActor
    {
        public Yielding()
        {
            ReceiveAsync<int>(async i =>
            {
                await Task.Yield();
                await Task.Yield();
                Sender.Tell(i);
            });
        }
    }

    private sealed class TakesAll : ReceiveActor
    {
        public TakesAll(IActorRef ear)
        {
            ReceiveAnyAsync(async message =>
            {
                ear.Tell($"begun {message}");
                await Task.Yield();
                ear.Tell($"ended {message}");
            });
        }
    }
}
