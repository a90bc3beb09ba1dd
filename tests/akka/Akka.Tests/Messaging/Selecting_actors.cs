using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Messaging;

public sealed class Selecting_actors : ActorTest
{
    [Fact]
    public async Task An_absolute_path_leads_to_the_actor()
    {
        var ear = Listen("ear");
        Sys.ActorSelection("/user/ear").Tell("by path");
        Sys.ActorSelection("akka://test/user/ear").Tell("by full path");
        Sys.ActorSelection(ear.Ref.Path).Tell("by path object");
        await ear.Hears("by path", "by full path", "by path object");
    }

    [Fact]
    public async Task A_relative_path_begins_at_the_actor()
    {
        var ear = Listen("ear");
        var other = Actor((message, context) => context.ActorSelection("../ear").Tell(message));
        other.Tell("hello", ActorRefs.NoSender);
        await ear.Hears("hello");
    }

    [Fact]
    public async Task A_pattern_leads_to_all_that_fit()
    {
        var one = Listen("ear-1");
        var two = Listen("ear-2");
        Listen("mouth-1");
        Sys.ActorSelection("/user/ear-*").Tell("hello");
        Sys.ActorSelection("/user/ear-?").Tell("again");
        await one.Hears("hello", "again");
        await two.Hears("hello", "again");
    }

    [Fact]
    public async Task Resolving_gives_the_reference()
    {
        var ear = Listen("ear");
        (await Sys.ActorSelection("/user/ear").ResolveOne(Patience)).ShouldBe(ear.Ref);
    }

    [Fact]
    public async Task Resolving_nobody_fails()
    {
        await Should.ThrowAsync<ActorNotFoundException>(
            Sys.ActorSelection("/user/nobody").ResolveOne(Patience)
        );
    }

    [Fact]
    public async Task Everybody_answers_to_identify()
    {
        var ear = Listen("ear");
        var identity = await ear.Ref.Ask<ActorIdentity>(new Identify("id"), Patience);
        identity.MessageId.ShouldBe("id");
        identity.Subject.ShouldBe(ear.Ref);
        var nobody = await Sys.ActorSelection("/user/nobody")
            .Ask<ActorIdentity>(new Identify("id"), Patience);
        nobody.Subject.ShouldBeNull();
    }

    [Fact]
    public async Task A_selection_can_be_asked()
    {
        Actor((message, context) => context.Sender.Tell(message), "echo");
        (await Sys.ActorSelection("/user/echo").Ask<string>("hello", Patience)).ShouldBe("hello");
    }

    [Fact]
    public async Task A_message_to_nobody_is_a_dead_letter()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(DeadLetter));
        Sys.ActorSelection("/user/nobody").Tell("hello");
        (await ear.Hears<DeadLetter>()).Message.ShouldBe("hello");
    }

    [Fact]
    public async Task A_pattern_may_stand_in_the_middle()
    {
        var ear = Listen();
        for (var i = 0; i < 2; i++)
        {
            var branch = Actor(
                (message, context) => context.ActorOf((Props)message, "leaf"),
                $"branch-{i}"
            );
            branch.Tell(
                Props.Create(() => new Lambda((m, c) => ear.Ref.Tell(c.Self.Path.Parent.Name)))
            );
            (await branch.Ask<ActorIdentity>(new Identify(0), Patience)).Subject.ShouldBe(branch);
        }

        Sys.ActorSelection("/user/branch-*/leaf").Tell("who?");
        new[] { await ear.Hears(), await ear.Hears() }.ShouldBe(
            ["branch-0", "branch-1"],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task The_sender_is_kept_on_the_way()
    {
        var ear = Listen();
        Actor((message, context) => context.Sender.Tell(message), "echo");
        Sys.ActorSelection("/user/echo").Tell("hello", ear.Ref);
        await ear.Hears("hello");
    }
}
