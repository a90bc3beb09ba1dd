using System.Diagnostics;
using Akka.Actor;

namespace Akka.Tests.Time;

public sealed class Scheduling_work : ActorTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task A_message_comes_after_its_delay_and_never_before()
    {
        var ear = Listen();
        var start = Stopwatch.GetTimestamp();
        Sys.Scheduler.ScheduleTellOnce(
            TimeSpan.FromMilliseconds(100),
            ear.Ref,
            "now",
            ActorRefs.NoSender
        );
        await ear.Hears("now");
        Stopwatch.GetElapsedTime(start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(89));
    }

    [Fact]
    public async Task Messages_come_in_the_order_of_their_times()
    {
        var ear = Listen();
        foreach (var delay in (int[])[300, 100, 200])
            Sys.Scheduler.ScheduleTellOnce(delay, ear.Ref, delay, ActorRefs.NoSender);
        await ear.Hears(100, 200, 300);
    }

    [Fact]
    public async Task Repeated_messages_come_until_they_are_cancelled()
    {
        var ear = Listen();
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(
            Soon,
            Soon,
            ear.Ref,
            "tick",
            ActorRefs.NoSender
        );
        await ear.Hears("tick", "tick", "tick");
        cancelable.Cancel();
        cancelable.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_cancelled_in_time_never_comes()
    {
        var ear = Listen();
        Sys.Scheduler.ScheduleTellOnceCancelable(Soon, ear.Ref, "never", ActorRefs.NoSender)
            .Cancel();
        Sys.Scheduler.ScheduleTellOnce(Soon * 3, ear.Ref, "later", ActorRefs.NoSender);
        await ear.Hears("later");
    }

    [Fact]
    public async Task Actions_are_run_too()
    {
        var ran = new TaskCompletionSource();
        Sys.Scheduler.Advanced.ScheduleOnce(Soon, ran.SetResult);
        await ran.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_throwing_action_does_not_hurt_the_others()
    {
        var ran = new TaskCompletionSource();
        Sys.Scheduler.Advanced.ScheduleOnce(
            TimeSpan.FromMilliseconds(1),
            () => throw new InvalidOperationException()
        );
        Sys.Scheduler.Advanced.ScheduleOnce(Soon, ran.SetResult);
        await ran.Task.WaitAsync(Patience);
    }

    [Fact]
    public void A_delay_is_not_negative_and_an_interval_positive()
    {
        var ear = Listen();
        Should.Throw<ArgumentException>(() =>
            Sys.Scheduler.ScheduleTellOnce(
                TimeSpan.FromSeconds(-1),
                ear.Ref,
                "no",
                ActorRefs.NoSender
            )
        );
        Should.Throw<ArgumentException>(() =>
            Sys.Scheduler.ScheduleTellRepeatedly(
                TimeSpan.Zero,
                TimeSpan.Zero,
                ear.Ref,
                "no",
                ActorRefs.NoSender
            )
        );
    }

    [Fact]
    public async Task Thousands_of_timers_all_come()
    {
        var left = 5_000;
        var all = new TaskCompletionSource();
        for (var i = 0; i < 5_000; i++)
        {
            Sys.Scheduler.Advanced.ScheduleOnce(
                TimeSpan.FromMilliseconds(i * 7919 % 100),
                () =>
                {
                    if (Interlocked.Decrement(ref left) == 0)
                        all.SetResult();
                }
            );
        }

        await all.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_cancelable_has_a_token()
    {
        using var cancelable = new Cancelable(Sys.Scheduler, Soon);
        var cancelled = new TaskCompletionSource();
        await using var registration = cancelable.Token.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(Patience);
        cancelable.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void A_linked_cancelable_follows_the_first()
    {
        var first = new Cancelable(Sys.Scheduler);
        var second = new Cancelable(Sys.Scheduler);
        var linked = Cancelable.CreateLinkedCancelable(Sys.Scheduler, first, second);
        linked.IsCancellationRequested.ShouldBeFalse();
        second.Cancel();
        linked.IsCancellationRequested.ShouldBeTrue();
        linked.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void The_clock_tells_the_time()
    {
        var now = Sys.Scheduler.Now;
        now.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        Sys.Scheduler.MonotonicClock.ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
    }
}
