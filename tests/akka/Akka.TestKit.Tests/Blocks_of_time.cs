using Akka.TestKit.Extensions;
using Xunit.Sdk;

namespace Akka.TestKit.Tests;

public class Blocks_of_time : Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    public Blocks_of_time()
        : base("akka.test.single-expect-default = 60s") { }

    [Fact]
    public void One_inside_of_another_has_no_more_time_than_that_has_left() =>
        Within(
            TimeSpan.FromSeconds(10),
            () => Within(Long, () => Remaining.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(10)))
        );

    [Fact]
    public void One_inside_of_another_may_have_less() =>
        Within(
            Long,
            () =>
            {
                Within(
                    TimeSpan.FromSeconds(10),
                    () => Remaining.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(10))
                );
                Remaining.ShouldBeGreaterThan(TimeSpan.FromSeconds(10));
            }
        );

    [Fact]
    public void An_expectation_inside_takes_the_time_that_is_left()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Should.Throw<XunitException>(() => Within(Short, () => ExpectMsg<string>()));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(50));
    }

    [Fact]
    public void What_is_left_is_the_default_where_there_is_no_block()
    {
        RemainingOr(Long).ShouldBe(Long);
        RemainingOrDilated(Short).ShouldBe(Short);
        Within(Short, () => RemainingOr(Long).ShouldBeLessThanOrEqualTo(Short));
    }

    [Fact]
    public async Task A_task_must_end_in_time()
    {
        (await Task.FromResult(1).ShouldCompleteWithin(Long)).ShouldBe(1);
        await Should.ThrowAsync<Exception>(() =>
            new TaskCompletionSource<int>().Task.ShouldCompleteWithin(Short)
        );
    }

    [Fact]
    public async Task A_condition_need_not_throw_async()
    {
        (await AwaitConditionNoThrowAsync(() => true, Short)).ShouldBeTrue();
        (await AwaitConditionNoThrowAsync(() => false, Short)).ShouldBeFalse();
    }
}
