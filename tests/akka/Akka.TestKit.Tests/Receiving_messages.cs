using System.Collections;
using Akka.Actor;
using Xunit.Sdk;

namespace Akka.TestKit.Tests;

public class Receiving_messages : Xunit2.TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    private void Send(params object[] messages)
    {
        foreach (var message in messages)
        {
            TestActor.Tell(message);
        }
    }

    [Fact]
    public void One_is_taken_or_none_after_a_while()
    {
        Send("a");
        ReceiveOne(Soon).ShouldBe("a");
        ReceiveOne(Soon).ShouldBeNull();
        ReceiveOne(TimeSpan.Zero).ShouldBeNull();
    }

    [Fact]
    public async Task One_is_taken_or_none_after_a_while_async()
    {
        Send("a");
        (await ReceiveOneAsync(Soon)).ShouldBe("a");
        (await ReceiveOneAsync(Soon)).ShouldBeNull();
    }

    [Fact]
    public void One_can_be_looked_at_and_stays()
    {
        Send("a");
        PeekOne(Soon).ShouldBe("a");
        HasMessages.ShouldBeTrue();
        ReceiveOne(Soon).ShouldBe("a");
        HasMessages.ShouldBeFalse();
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var wait = ReceiveOneAsync(TimeSpan.FromSeconds(30), cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public void A_number_is_taken_in_order()
    {
        Send(1, 2, 3);
        ReceiveN(3).ShouldBe([1, 2, 3]);
        Send(1);
        Should.Throw<XunitException>(() => ReceiveN(2, Soon));
    }

    [Fact]
    public async Task A_number_is_taken_in_order_async()
    {
        Send(1, 2, 3);
        var received = new List<object>();
        await foreach (var message in ReceiveNAsync(3, TimeSpan.FromSeconds(3)))
        {
            received.Add(message);
        }
        received.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void They_are_taken_as_long_as_a_filter_likes_them()
    {
        Send("a", "b", 1, "c");
        ReceiveWhile<string>(TimeSpan.FromSeconds(3), m => (m as string)!).ShouldBe(["a", "b"]);
        ExpectMsg(1);
        ExpectMsg("c");
    }

    [Fact]
    public void They_are_taken_up_to_a_number()
    {
        Send(1, 2, 3);
        ReceiveWhile<object>(TimeSpan.FromSeconds(3), m => m, 2).ShouldBe([1, 2]);
        ExpectMsg(3);
    }

    [Fact]
    public void They_are_taken_until_it_is_silent()
    {
        Send(1, 2);
        ReceiveWhile<object>(TimeSpan.FromSeconds(30), Soon, m => m).ShouldBe([1, 2]);
    }

    [Fact]
    public void One_is_fished_for()
    {
        Send(1, "a", "b", 2);
        FishForMessage<string>(m => m == "b").ShouldBe("b");
        ExpectMsg(2);
    }

    [Fact]
    public async Task One_is_fished_for_async()
    {
        Send(1, "a", "b", 2);
        var others = new ArrayList();
        (await FishForMessageAsync<string>(m => m == "b", others)).ShouldBe("b");
        others.ToArray().ShouldBe([1, "a"]);
        await ExpectMsgAsync(2);
        HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void A_fish_that_does_not_bite_is_missed()
    {
        Send(1);
        Should.Throw<XunitException>(() => FishForMessage<string>(_ => true, Soon));
    }

    [Fact]
    public async Task Silence_is_awaited()
    {
        Send(1, 2);
        (await WaitForRadioSilenceAsync(Soon)).ToArray().ShouldBe([1, 2]);
    }
}
