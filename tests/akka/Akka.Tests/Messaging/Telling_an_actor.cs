using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Messaging;

public sealed class Telling_an_actor : ActorTest
{
    [Fact]
    public async Task Messages_of_one_sender_arrive_in_their_order()
    {
        var ear = Listen();
        for (var i = 0; i < 10_000; i++)
            ear.Ref.Tell(i, ActorRefs.NoSender);
        for (var i = 0; i < 10_000; i++)
            (await ear.Hears()).ShouldBe(i);
    }

    [Fact]
    public async Task The_receiver_knows_the_sender()
    {
        var ear = Listen();
        var echo = Actor((message, context) => context.Sender.Tell(message, context.Self));
        echo.Tell("hello", ear.Ref);
        await ear.Hears("hello");
        ear.LastSender.ShouldBe(echo);
    }

    [Fact]
    public async Task Inside_of_an_actor_the_sender_is_that_actor()
    {
        var ear = Listen();
        var teller = Actor((message, _) => ear.Ref.Tell(message));
        teller.Tell("hello", ActorRefs.NoSender);
        await ear.Hears("hello");
        ear.LastSender.ShouldBe(teller);
    }

    [Fact]
    public async Task Without_a_sender_the_answer_is_a_dead_letter()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(DeadLetter));
        var echo = Actor((message, context) => context.Sender.Tell(message));
        echo.Tell("hello", ActorRefs.NoSender);
        var letter = await ear.Hears<DeadLetter>();
        letter.Message.ShouldBe("hello");
        letter.Sender.ShouldBe(echo);
        letter.Recipient.ShouldBe(Sys.DeadLetters);
    }

    [Fact]
    public async Task A_forwarded_message_keeps_its_sender()
    {
        var ear = Listen();
        var echo = Actor((message, context) => context.Sender.Tell(message));
        var forwarder = Actor((message, _) => echo.Forward(message));
        forwarder.Tell("hello", ear.Ref);
        await ear.Hears("hello");
        ear.LastSender.ShouldBe(echo);
    }

    [EngineFact("Akka.NET forbids it, too, but a local actor finds out when it handles it.")]
    public void Null_is_no_message()
    {
        var ear = Listen();
        Should.Throw<InvalidMessageException>(() => ear.Ref.Tell(null!, ActorRefs.NoSender));
    }

    [Fact]
    public async Task A_message_to_one_that_has_ended_is_a_dead_letter()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(DeadLetter));
        var actor = Actor((_, _) => { });
        await actor.GracefulStop(Patience);
        actor.Tell("late", ear.Ref);
        var letter = await ear.Hears<DeadLetter>();
        letter.Message.ShouldBe("late");
        letter.Sender.ShouldBe(ear.Ref);
        letter.Recipient.ShouldBe(actor);
    }

    [Fact]
    public async Task What_waits_in_the_mailbox_of_one_that_ends_becomes_dead_letters()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(DeadLetter));
        var go = new TaskCompletionSource();
        var actor = Actor(
            (_, context) =>
            {
                go.Task.Wait();
                context.Stop(context.Self);
            }
        );
        actor.Tell("stop", ear.Ref);
        actor.Tell("1", ear.Ref);
        actor.Tell("2", ear.Ref);
        go.SetResult();
        (await ear.Hears<DeadLetter>()).Message.ShouldBe("1");
        (await ear.Hears<DeadLetter>()).Message.ShouldBe("2");
    }

    [Fact]
    public async Task A_message_that_an_actor_does_not_know_is_published_as_unhandled()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new KnowsNumbers()));
        actor.Tell("a text", ear.Ref);
        var unhandled = await ear.Hears<UnhandledMessage>();
        unhandled.Message.ShouldBe("a text");
        unhandled.Sender.ShouldBe(ear.Ref);
        unhandled.Recipient.ShouldBe(actor);
    }

    [Fact]
    public void Telling_nobody_is_silent()
    {
        ActorRefs.Nobody.Tell("hello", ActorRefs.NoSender);
        ActorRefs.Nobody.IsNobody().ShouldBeTrue();
    }

    private sealed class KnowsNumbers : ReceiveActor
    {
        public KnowsNumbers()
        {
            Receive<int>(_ => { });
        }
    }
}
