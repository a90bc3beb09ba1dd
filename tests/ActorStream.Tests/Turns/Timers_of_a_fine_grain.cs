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
}
