using Akka.Actor;
using Akka.Pattern;

namespace Akka.Tests.Patterns;

public sealed class Breaking_a_circuit : ActorTest
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private CircuitBreaker Breaker(TimeSpan resetTimeout) =>
        new(Sys.Scheduler, 2, Long, resetTimeout);

    private static Task<int> Fails() => Task.FromException<int>(new InvalidOperationException());

    [Fact]
    public async Task Closed_it_lets_calls_through()
    {
        var breaker = Breaker(Long);
        (await breaker.WithCircuitBreaker(() => Task.FromResult(1))).ShouldBe(1);
        breaker.WithSyncCircuitBreaker(() => 2).ShouldBe(2);
        breaker.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task After_too_many_failures_in_a_row_calls_fail_at_once()
    {
        var breaker = Breaker(Long);
        await Should.ThrowAsync<InvalidOperationException>(breaker.WithCircuitBreaker(Fails));
        breaker.IsClosed.ShouldBeTrue();
        await Should.ThrowAsync<InvalidOperationException>(breaker.WithCircuitBreaker(Fails));
        breaker.IsOpen.ShouldBeTrue();
        var called = false;
        await Should.ThrowAsync<OpenCircuitException>(
            breaker.WithCircuitBreaker(() =>
            {
                called = true;
                return Task.FromResult(1);
            })
        );
        called.ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_a_failure()
    {
        var breaker = new CircuitBreaker(Sys.Scheduler, 1, TimeSpan.FromMilliseconds(20), Long);
        var opened = new TaskCompletionSource();
        breaker.OnOpen(opened.SetResult);
        var late = new TaskCompletionSource<int>();
        _ = breaker
            .WithCircuitBreaker(() => late.Task)
            .ContinueWith(call => call.Exception, TaskScheduler.Default);
        Sys.Scheduler.Advanced.ScheduleOnce(
            TimeSpan.FromMilliseconds(200),
            () => late.TrySetResult(1)
        );
        await opened.Task.WaitAsync(Patience);
        breaker.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task It_says_what_it_has_seen()
    {
        var breaker = Breaker(Long);
        breaker.CurrentFailureCount.ShouldBe(0);
        await Should.ThrowAsync<InvalidOperationException>(breaker.WithCircuitBreaker(Fails));
        breaker.CurrentFailureCount.ShouldBe(1);
        breaker.MaxFailures.ShouldBe(2);
        breaker.ResetTimeout.ShouldBe(Long);
    }

    [Fact]
    public async Task A_success_forgets_earlier_failures()
    {
        var breaker = Breaker(Long);
        for (var i = 0; i < 5; i++)
        {
            await Should.ThrowAsync<InvalidOperationException>(breaker.WithCircuitBreaker(Fails));
            await breaker.WithCircuitBreaker(() => Task.FromResult(1));
        }

        breaker.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task Half_open_a_success_closes_it()
    {
        var breaker = Breaker(TimeSpan.FromMilliseconds(20));
        var halfOpen = new TaskCompletionSource();
        var closed = new TaskCompletionSource();
        breaker.OnHalfOpen(() => halfOpen.TrySetResult());
        breaker.OnClose(() => closed.TrySetResult());
        breaker.Fail();
        breaker.Fail();
        await halfOpen.Task.WaitAsync(Patience);
        await breaker.WithCircuitBreaker(() => Task.FromResult(1));
        await closed.Task.WaitAsync(Patience);
        breaker.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task Half_open_a_failure_opens_it_again()
    {
        var breaker = Breaker(TimeSpan.FromMilliseconds(20));
        var halfOpen = new TaskCompletionSource();
        breaker.OnHalfOpen(() => halfOpen.TrySetResult());
        breaker.Fail();
        breaker.Fail();
        await halfOpen.Task.WaitAsync(Patience);
        var opened = new TaskCompletionSource();
        breaker.OnOpen(() => opened.TrySetResult());
        await Should.ThrowAsync<InvalidOperationException>(breaker.WithCircuitBreaker(Fails));
        await opened.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Trying_again_ends_with_the_first_success()
    {
        var tries = 0;
        var result = await RetrySupport.Retry(
            () => ++tries < 3 ? Fails() : Task.FromResult(tries),
            5,
            TimeSpan.FromMilliseconds(1),
            Sys.Scheduler
        );
        result.ShouldBe(3);
    }

    [Fact]
    public async Task Trying_again_ends_with_the_last_failure()
    {
        var tries = 0;
        await Should.ThrowAsync<InvalidOperationException>(
            RetrySupport.Retry(
                () =>
                {
                    tries++;
                    return Fails();
                },
                3
            )
        );
        // The first try, and three more.
        tries.ShouldBe(4);
    }
}
