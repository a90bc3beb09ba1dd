using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Events;

public sealed class Publishing_events : ActorTest
{
    private interface IMarked;

    private class Basic;

    private sealed class Derived : Basic, IMarked;

    [Fact]
    public async Task Subscribers_hear_of_events_of_their_type_and_of_derived_ones()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(Basic)).ShouldBeTrue();
        Sys.EventStream.Publish("another type");
        Sys.EventStream.Publish(new Basic());
        Sys.EventStream.Publish(new Derived());
        await ear.Hears<Basic>();
        await ear.Hears<Derived>();
    }

    [Fact]
    public async Task Interfaces_are_types_too()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe<IMarked>(ear.Ref);
        Sys.EventStream.Publish(new Basic());
        Sys.EventStream.Publish(new Derived());
        await ear.Hears<Derived>();
    }

    [Fact]
    public async Task A_later_subscription_counts_for_later_events()
    {
        var ear = Listen();
        Sys.EventStream.Publish(new Derived());
        Sys.EventStream.Subscribe(ear.Ref, typeof(Derived));
        Sys.EventStream.Publish(new Derived());
        await ear.Hears<Derived>();
        await ear.Settled();
        ear.HeardNothingElse();
    }

    [Fact]
    public async Task Who_unsubscribes_hears_nothing_more()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(Basic));
        Sys.EventStream.Unsubscribe(ear.Ref).ShouldBeTrue();
        Sys.EventStream.Publish(new Basic());
        await ear.Settled();
        ear.HeardNothingElse();
        Sys.EventStream.Unsubscribe(ear.Ref).ShouldBeFalse();
    }

    [Fact]
    public void Subscribing_twice_is_subscribing_once()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(Basic)).ShouldBeTrue();
        Sys.EventStream.Subscribe(ear.Ref, typeof(Basic)).ShouldBeFalse();
    }

    [Fact]
    public async Task Letters_that_were_marked_are_suppressed()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(DeadLetter));
        var suppressed = Listen();
        Sys.EventStream.Subscribe(suppressed.Ref, typeof(SuppressedDeadLetter));
        Sys.DeadLetters.Tell(new Unimportant(), ActorRefs.NoSender);
        (await suppressed.Hears<SuppressedDeadLetter>()).Message.ShouldBeOfType<Unimportant>();
        await ear.Settled();
        ear.HeardNothingElse();
    }

    [Fact]
    public async Task All_kinds_of_dead_letters_have_one_base()
    {
        var ear = Listen();
        Sys.EventStream.Subscribe(ear.Ref, typeof(AllDeadLetters));
        Sys.DeadLetters.Tell("dead", ActorRefs.NoSender);
        Sys.DeadLetters.Tell(new Unimportant(), ActorRefs.NoSender);
        Sys.EventStream.Publish(new Dropped("dropped", "no room", ear.Ref, ear.Ref));
        await ear.Hears<DeadLetter>();
        await ear.Hears<SuppressedDeadLetter>();
        (await ear.Hears<Dropped>()).Reason.ShouldBe("no room");
    }

    private sealed class Unimportant : IDeadLetterSuppression;
}
