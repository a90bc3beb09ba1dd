using Akka.Actor;

namespace Akka.Tests.Actors;

public sealed class Changing_behaviour : ActorTest
{
    [Fact]
    public async Task Become_replaces_the_handler()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Moody(ear.Ref)));
        actor.Tell("hello");
        actor.Tell("become");
        actor.Tell("hello");
        await ear.Hears("first: hello", "second: hello");
    }

    [Fact]
    public async Task Stacked_handlers_come_back()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Moody(ear.Ref)));
        actor.Tell("stack");
        actor.Tell("hello");
        actor.Tell("unstack");
        actor.Tell("hello");
        await ear.Hears("second: hello", "first: hello");
    }

    [Fact]
    public async Task A_restart_brings_the_first_handler_back()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Moody(ear.Ref)));
        actor.Tell("become");
        actor.Tell("fail");
        actor.Tell("hello");
        await ear.Hears("first: hello");
    }

    [Fact]
    public async Task A_receive_actor_becomes_other_handlers()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Door(ear.Ref)));
        actor.Tell("open");
        actor.Tell("open");
        actor.Tell("close");
        actor.Tell("close");
        await ear.Hears("opened", "already open", "closed", "already closed");
    }

    private sealed class Moody(IActorRef ear) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "become":
                    Become(Second);
                    break;
                case "stack":
                    BecomeStacked(Second);
                    break;
                default:
                    ear.Tell($"first: {message}");
                    break;
            }
        }

        private void Second(object message)
        {
            switch (message)
            {
                case "unstack":
                    UnbecomeStacked();
                    break;
                case "fail":
                    throw new InvalidOperationException();
                default:
                    ear.Tell($"second: {message}");
                    break;
            }
        }
    }

    private sealed class Door : ReceiveActor
    {
        private readonly IActorRef _ear;

        public Door(IActorRef ear)
        {
            _ear = ear;
            Closed();
        }

        private void Closed()
        {
            Receive<string>(
                _ =>
                {
                    _ear.Tell("opened");
                    Become(Open);
                },
                s => s == "open"
            );
            Receive<string>(_ => _ear.Tell("already closed"));
        }

        private void Open()
        {
            Receive<string>(
                _ =>
                {
                    _ear.Tell("closed");
                    Become(Closed);
                },
                s => s == "close"
            );
            Receive<string>(_ => _ear.Tell("already open"));
        }
    }
}
