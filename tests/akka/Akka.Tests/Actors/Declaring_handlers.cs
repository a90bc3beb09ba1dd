using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Actors;

public sealed class Declaring_handlers : ActorTest
{
    [Fact]
    public async Task The_first_that_fits_takes_the_message()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new Sorter(ear.Ref)));
        actor.Tell(150);
        actor.Tell(50);
        actor.Tell("text");
        actor.Tell(new InvalidOperationException());
        actor.Tell(1.5);
        await ear.Hears("big 150", "int 50", "string text", "exception", "any 1.5");
    }

    [Fact]
    public async Task A_function_may_decline()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Picky(ear.Ref)));
        actor.Tell(2);
        actor.Tell(3);
        await ear.Hears("took 2");
        (await ear.Hears<UnhandledMessage>()).Message.ShouldBe(3);
    }

    [Fact]
    public async Task Types_that_are_only_known_at_run_time_work_too()
    {
        var ear = Listen();
        var actor = Sys.ActorOf(Props.Create(() => new ByType(ear.Ref)));
        actor.Tell(7);
        actor.Tell("text");
        await ear.Hears("int 7", "other text");
    }

    [Fact]
    public async Task None_may_follow_one_that_takes_everything()
    {
        var ear = Listen();
        ear.Watch(Sys.ActorOf(Props.Create(() => new TooLate())));
        await ear.Hears<Terminated>();
    }

    private sealed class Sorter : ReceiveActor
    {
        public Sorter(IActorRef ear)
        {
            Receive<int>(i => i > 100, i => ear.Tell($"big {i}"));
            Receive<int>(i => ear.Tell($"int {i}"));
            Receive<string>(s => ear.Tell($"string {s}"));
            Receive<Exception>(_ => ear.Tell("exception"));
            ReceiveAny(o => ear.Tell(FormattableString.Invariant($"any {o}")));
        }
    }

    private sealed class Picky : ReceiveActor
    {
        public Picky(IActorRef ear)
        {
            Receive<int>(i =>
            {
                if (i % 2 != 0)
                    return false;
                ear.Tell($"took {i}");
                return true;
            });
        }
    }

    private sealed class ByType : ReceiveActor
    {
        public ByType(IActorRef ear)
        {
            Receive(typeof(int), o => ear.Tell($"int {o}"));
            Receive(typeof(object), o => ear.Tell($"other {o}"));
        }
    }

    private sealed class TooLate : ReceiveActor
    {
        public TooLate()
        {
            ReceiveAny(_ => { });
            Receive<int>(_ => { });
        }
    }
}
