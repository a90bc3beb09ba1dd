using ActorStream.Turns.Demo;

namespace ActorStream.Tests.Turns;

public sealed class Timers_of_a_fine_grain
{
    private static readonly TimeSpan Far = TimeSpan.FromDays(1);

    [Fact]
    public async Task Are_never_early()
    {
        var time = new FineTime();
        var start = time.GetTimestamp();
        var passed = new TimeSpan[20];
        await Task.WhenAll(
            Enumerable
                .Range(0, passed.Length)
                .Reverse()
                .Select(async number =>
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(number), time);
                    passed[number] = time.GetElapsedTime(start);
                })
        );

        for (var number = 0; number < passed.Length; number++)
            passed[number].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(number));
    }

    [Fact]
    public async Task Do_not_go_off_when_they_were_called_off()
    {
        var time = new FineTime();
        using var cancellation = new CancellationTokenSource();
        var delay = Task.Delay(Far, time, cancellation.Token);

        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => delay);

        await Task.Delay(TimeSpan.FromMilliseconds(1), time);
    }

    [Fact]
    public async Task Can_be_set_for_a_time_before_the_one_that_is_waited_for()
    {
        var time = new FineTime();
        using var cancellation = new CancellationTokenSource();
        var far = Task.Delay(Far, time, cancellation.Token);

        await Task.Delay(TimeSpan.FromMilliseconds(1), time);

        far.IsCompleted.ShouldBeFalse();
        await cancellation.CancelAsync();
    }

    /// <summary>The pool runs them: the one thread of all timers waits for none.</summary>
    [Fact]
    public async Task Go_off_while_the_callback_of_another_takes_long()
    {
        var time = new FineTime();
        using var go = new ManualResetEventSlim();
        var isInPool = new TaskCompletionSource<bool>();
        await using var slow = time.CreateTimer(
            _ =>
            {
                isInPool.SetResult(Thread.CurrentThread.IsThreadPoolThread);
                go.Wait();
            },
            null,
            TimeSpan.Zero,
            Timeout.InfiniteTimeSpan
        );
        (await isInPool.Task).ShouldBeTrue();

        await Task.Delay(TimeSpan.FromMilliseconds(1), time);

        go.Set();
    }

    [Fact]
    public async Task Are_gone_for_good_once_they_are_disposed_of()
    {
        var time = new FineTime();
        var calls = 0;
        var timer = time.CreateTimer(
            _ => Interlocked.Increment(ref calls),
            null,
            Far,
            Timeout.InfiniteTimeSpan
        );
        timer.Dispose();

        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan).ShouldBeFalse();

        await Task.Delay(TimeSpan.FromMilliseconds(1), time);
        calls.ShouldBe(0);
    }

    /// <summary>Whoever waits for the end of one may give up afterwards what its callback uses.</summary>
    [Fact]
    public async Task Are_disposed_of_when_the_callback_that_runs_has_ended()
    {
        var time = new FineTime();
        using var go = new ManualResetEventSlim();
        var runs = new TaskCompletionSource();
        var hasEnded = false;
        var timer = time.CreateTimer(
            _ =>
            {
                runs.SetResult();
                go.Wait();
                hasEnded = true;
            },
            null,
            TimeSpan.Zero,
            Timeout.InfiniteTimeSpan
        );
        await runs.Task;

        var disposal = timer.DisposeAsync().AsTask();

        disposal.IsCompleted.ShouldBeFalse();
        go.Set();
        await disposal;
        hasEnded.ShouldBeTrue();
    }

    /// <summary>Each is disposed of at the moment at which it is due.</summary>
    [Fact]
    public async Task Go_off_at_most_once_and_never_after_their_disposal_however_that_is_timed()
    {
        const int Timers = 20_000;
        var time = new FineTime();
        var calls = new int[Timers];
        var late = 0;
        for (var i = 0; i < Timers; i++)
        {
            var number = i;
            var isDisposed = false;
            var timer = time.CreateTimer(
                _ =>
                {
                    Interlocked.Increment(ref calls[number]);
                    if (Volatile.Read(ref isDisposed))
                        Interlocked.Increment(ref late);
                },
                null,
                TimeSpan.Zero,
                Timeout.InfiniteTimeSpan
            );
            await timer.DisposeAsync();
            Volatile.Write(ref isDisposed, true);
        }

        calls.ShouldAllBe(count => count <= 1);
        late.ShouldBe(0);
    }

    [Fact]
    public async Task Can_be_very_many_and_all_be_called_off()
    {
        const int Timers = 200_000;
        var time = new FineTime();
        using var cancellation = new CancellationTokenSource();
        var far = new Task[Timers];
        for (var i = 0; i < Timers; i++)
            far[i] = Task.Delay(Far + TimeSpan.FromTicks(i % 7), time, cancellation.Token);

        await Task.Delay(TimeSpan.FromMilliseconds(1), time);
        far.ShouldAllBe(delay => !delay.IsCompleted);
        await cancellation.CancelAsync();

        await Task.WhenAll(far).ContinueWith(_ => { }, TaskScheduler.Default);
        far.ShouldAllBe(delay => delay.IsCanceled);
        await Task.Delay(TimeSpan.FromMilliseconds(1), time);
    }

    [Fact]
    public async Task Can_be_set_for_longer_than_the_clock_counts()
    {
        var time = new FineTime();
        var calls = 0;
        using var timer = time.CreateTimer(
            _ => Interlocked.Increment(ref calls),
            null,
            TimeSpan.MaxValue,
            Timeout.InfiniteTimeSpan
        );

        await Task.Delay(TimeSpan.FromMilliseconds(1), time);

        calls.ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() =>
            timer.Change(TimeSpan.MinValue, Timeout.InfiniteTimeSpan)
        );
    }

    /// <summary>It jumps, when it is set.</summary>
    [Fact]
    public async Task Do_not_look_at_the_wall_clock()
    {
        var time = new WithoutWallClock();

        await Task.Delay(TimeSpan.FromMilliseconds(1), time);

        Should.Throw<InvalidOperationException>(() => time.GetUtcNow());
    }

    private sealed class WithoutWallClock : FineTime
    {
        public override DateTimeOffset GetUtcNow() =>
            throw new InvalidOperationException("Somebody looks at the wall clock.");
    }
}
