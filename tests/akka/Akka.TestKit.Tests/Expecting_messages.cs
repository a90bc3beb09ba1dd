using Akka.Actor;
using Xunit.Sdk;

namespace Akka.TestKit.Tests;

public class Expecting_messages : Xunit2.TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    private IActorRef NewEcho() => Sys.ActorOf(Props.Create(() => new Echo()));

    [Fact]
    public void The_next_message_must_be_of_the_type()
    {
        NewEcho().Tell("hello");
        ExpectMsg<string>().ShouldBe("hello");
        TestActor.Tell(1);
        Should.Throw<XunitException>(() => ExpectMsg<string>());
    }

    [Fact]
    public async Task The_next_message_must_be_of_the_type_async()
    {
        NewEcho().Tell("hello");
        (await ExpectMsgAsync<string>()).ShouldBe("hello");
        TestActor.Tell(1);
        await Should.ThrowAsync<XunitException>(async () => await ExpectMsgAsync<string>());
    }

    [Fact]
    public void The_next_message_must_be_equal()
    {
        TestActor.Tell("a");
        ExpectMsg("a").ShouldBe("a");
        TestActor.Tell("b");
        Should.Throw<XunitException>(() => ExpectMsg("a"));
    }

    [Fact]
    public void Collections_are_compared_by_their_elements()
    {
        TestActor.Tell(new[] { 1, 2 });
        ExpectMsg(new[] { 1, 2 });
    }

    [Fact]
    public void The_next_message_must_meet_a_condition()
    {
        TestActor.Tell(4);
        ExpectMsg<int>(n => n % 2 == 0).ShouldBe(4);
        TestActor.Tell(5);
        Should.Throw<XunitException>(() => ExpectMsg<int>(n => n % 2 == 0));
    }

    [Fact]
    public void An_assertion_may_look_at_the_message()
    {
        TestActor.Tell("a");
        ExpectMsg<string>(m => m.ShouldBe("a"));
        TestActor.Tell("b");
        Should.Throw<ShouldAssertException>(() => ExpectMsg<string>(m => m.ShouldBe("a")));
    }

    [Fact]
    public void The_sender_can_be_demanded()
    {
        var echo = NewEcho();
        echo.Tell("a");
        ExpectMsgFrom<string>(echo).ShouldBe("a");
        LastSender.ShouldBe(echo);
        TestActor.Tell("b");
        Should.Throw<XunitException>(() => ExpectMsgFrom<string>(echo));
    }

    [Fact]
    public async Task The_sender_can_be_demanded_async()
    {
        var echo = NewEcho();
        echo.Tell("a");
        (await ExpectMsgFromAsync<string>(echo, "a")).ShouldBe("a");
    }

    [Fact]
    public void A_message_that_does_not_come_is_missed() =>
        Should.Throw<XunitException>(() => ExpectMsg<string>(Soon));

    [Fact]
    public async Task A_message_that_does_not_come_is_missed_async() =>
        await Should.ThrowAsync<XunitException>(async () => await ExpectMsgAsync<string>(Soon));

    [Fact]
    public void Any_of_several_will_do()
    {
        TestActor.Tell("b");
        ExpectMsgAnyOf<string>(["a", "b"]).ShouldBe("b");
        TestActor.Tell("c");
        Should.Throw<XunitException>(() => ExpectMsgAnyOf<string>(["a", "b"]));
    }

    [Fact]
    public void All_of_several_in_any_order()
    {
        TestActor.Tell(2);
        TestActor.Tell(1);
        ExpectMsgAllOf<int>([1, 2]).ShouldBe([2, 1], ignoreOrder: true);
        TestActor.Tell(2);
        TestActor.Tell(3);
        Should.Throw<XunitException>(() => ExpectMsgAllOf<int>([1, 2]));
    }

    [Fact]
    public void Silence_can_be_expected()
    {
        ExpectNoMsg(Soon);
        TestActor.Tell("noise");
        Should.Throw<XunitException>(() => ExpectNoMsg(Soon));
    }

    [Fact]
    public async Task Silence_can_be_expected_async()
    {
        await ExpectNoMsgAsync(Soon);
        TestActor.Tell("noise");
        await Should.ThrowAsync<XunitException>(async () => await ExpectNoMsgAsync(Soon));
    }

    [Fact]
    public void The_end_of_an_actor_can_be_expected()
    {
        var actor = NewEcho();
        Watch(actor).ShouldBe(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor).ActorRef.ShouldBe(actor);
    }

    [Fact]
    public async Task The_end_of_an_actor_can_be_expected_async()
    {
        var actor = NewEcho();
        await WatchAsync(actor);
        Sys.Stop(actor);
        (await ExpectTerminatedAsync(actor)).ActorRef.ShouldBe(actor);
    }

    [Fact]
    public void An_actor_that_is_not_watched_any_more_ends_unseen()
    {
        var actor = NewEcho();
        Watch(actor);
        Unwatch(actor);
        Sys.Stop(actor);
        ExpectNoMsg(Soon);
    }

    [Fact]
    public void Messages_can_be_ignored()
    {
        IgnoreMessages<int>();
        TestActor.Tell(1);
        TestActor.Tell("a");
        ExpectMsg("a");
        IgnoreNoMessages();
        TestActor.Tell(1);
        ExpectMsg(1);
    }
}
