using Akka.Actor;
using Xunit.Sdk;

namespace Akka.TestKit.Tests;

public class Waiting : Xunit2.TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(5);

    [Fact]
    public void An_assertion_is_repeated_until_it_holds()
    {
        var tries = 0;
        AwaitAssert(() => (++tries).ShouldBeGreaterThan(2), Long, Often);
        tries.ShouldBe(3);
    }

    [Fact]
    public async Task An_assertion_is_repeated_until_it_holds_async()
    {
        var tries = 0;
        await AwaitAssertAsync(() => (++tries).ShouldBeGreaterThan(2), Long, Often);
        tries.ShouldBe(3);
    }

    [Fact]
    public void The_last_error_of_an_assertion_is_thrown() =>
        Should.Throw<ShouldAssertException>(() => AwaitAssert(() => 1.ShouldBe(2), Soon, Often));

    [Fact]
    public void A_condition_is_awaited()
    {
        var tries = 0;
        AwaitCondition(() => ++tries > 2, Long, Often);
        tries.ShouldBe(3);
        Should.Throw<XunitException>(() => AwaitCondition(() => false, Soon));
    }

    [Fact]
    public async Task A_condition_is_awaited_async()
    {
        var tries = 0;
        await AwaitConditionAsync(() => Task.FromResult(++tries > 2), Long, Often);
        await Should.ThrowAsync<XunitException>(() =>
            AwaitConditionAsync(() => Task.FromResult(false), Soon)
        );
    }

    [Fact]
    public void A_condition_need_not_throw()
    {
        AwaitConditionNoThrow(() => true, Soon).ShouldBeTrue();
        AwaitConditionNoThrow(() => false, Soon).ShouldBeFalse();
    }

    [Fact]
    public void A_block_must_end_in_time()
    {
        TestActor.Tell("a");
        Within(Long, () => ExpectMsg<string>()).ShouldBe("a");
        Should.Throw<XunitException>(() => Within(Soon, () => ExpectMsg<string>()));
    }

    [Fact]
    public async Task A_block_must_end_in_time_async()
    {
        TestActor.Tell("a");
        await WithinAsync(Long, async () => await ExpectMsgAsync("a"));
        await Should.ThrowAsync<Exception>(() =>
            WithinAsync(Soon, async () => await ExpectMsgAsync<string>())
        );
    }

    [Fact]
    public void A_block_must_not_end_too_early() =>
        Should.Throw<XunitException>(() => Within(TimeSpan.FromSeconds(1), Long, () => { }));

    [Fact]
    public void Time_that_is_left_is_known_inside_of_a_block()
    {
        Within(Long, () => Remaining.ShouldBeInRange(TimeSpan.FromSeconds(1), Long));
        Should.Throw<InvalidOperationException>(() => Remaining);
    }

    [Fact]
    public void Silence_may_take_all_the_time_of_a_block() => Within(Soon, () => ExpectNoMsg());

    [Fact]
    public void A_latch_opens_after_its_counts()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        latch.IsOpen.ShouldBeFalse();
        Should.Throw<TimeoutException>(() => latch.Ready(Soon));
        latch.CountDown();
        latch.Ready(Long);
        latch.IsOpen.ShouldBeTrue();
    }
}

public class Waiting_on_a_slow_machine : Xunit2.TestKit
{
    public Waiting_on_a_slow_machine()
        : base("akka.test { timefactor = 2.0, single-expect-default = 100ms }") { }

    [Fact]
    public void Durations_are_dilated()
    {
        Dilated(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(2));
        RemainingOrDefault.ShouldBe(TimeSpan.FromMilliseconds(200));
        TestKitSettings.TestTimeFactor.ShouldBe(2.0);
    }
}
